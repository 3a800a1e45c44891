/// JSON Pointers, absolute and relative.
enum PointerFormat {
  static func pointer(_ text: String) -> String? {
    guard !text.isEmpty else { return nil }
    guard text.utf8.first == UInt8(ascii: "/") else { return "not starting with /" }
    var isEscape = false
    for byte in text.utf8 {
      if isEscape, byte != UInt8(ascii: "0"), byte != UInt8(ascii: "1") { return "~ must be followed by 0 or 1" }
      isEscape = byte == UInt8(ascii: "~")
    }
    return isEscape ? "~ must be followed by 0 or 1" : nil
  }

  static func relative(_ text: String) -> String? {
    let digits = text.utf8.prefix(while: \.isDigit)
    guard !digits.isEmpty else { return "must start with non-negative integer" }
    if digits.count > 1, digits.first == UInt8(ascii: "0") { return "starts with zero" }
    let rest = text[digits.endIndex...]
    return rest == "#" ? nil : pointer(String(rest))
  }
}
