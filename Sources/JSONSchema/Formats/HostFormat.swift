/// Names and addresses of hosts, and mail addresses.
enum HostFormat {
  static func hostname(_ text: String) -> String? {
    var name = Substring(text)
    if name.hasSuffix(".") { name = name.dropLast() }
    guard name.utf8.count <= 253 else { return "more than 253 characters long" }
    for label in name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      guard (1...63).contains(label.count) else { return "label must be 1 to 63 characters long" }
      if label.first == UInt8(ascii: "-") { return "label starts with hyphen" }
      if label.last == UInt8(ascii: "-") { return "label ends with hyphen" }
      for scalar in Substring(label).unicodeScalars {
        guard scalar.value < 0x80, UInt8(scalar.value).isLetter || UInt8(scalar.value).isDigit || scalar == "-"
        else { return "invalid character \(GoQuote.text(String(scalar)))" }
      }
    }
    return nil
  }

  static func ipv4(_ text: String) -> String? {
    let groups = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard groups.count == 4 else { return "expected four decimals" }
    for group in groups {
      if group.count > 1, group.first == UInt8(ascii: "0") { return "leading zeros" }
      guard !group.isEmpty, group.allSatisfy(\.isDigit) else {
        let isSigned = group.count > 1 && (group.first == UInt8(ascii: "-") || group.first == UInt8(ascii: "+"))
        if isSigned, group.dropFirst().allSatisfy(\.isDigit) {
          if let number = Int(Substring(group)), (0...255).contains(number) { continue }
          return "decimal must be between 0 and 255"
        }
        return "strconv.Atoi: parsing \(GoQuote.double(String(Substring(group)))): invalid syntax"
      }
      guard let number = Int(Substring(group)) else {
        return "strconv.Atoi: parsing \(GoQuote.double(String(Substring(group)))): value out of range"
      }
      guard number <= 255 else { return "decimal must be between 0 and 255" }
    }
    return nil
  }

  static func ipv6(_ text: String) -> String? {
    guard text.utf8.contains(UInt8(ascii: ":")) else { return "missing colon" }
    var reader = IPv6Reader(text)
    if let reason = reader.failure() { return "ParseAddr(\(GoQuote.double(text))): \(reason)" }
    return text.utf8.contains(UInt8(ascii: "%")) ? "zone id is not a part of ipv6 address" : nil
  }

  static func email(_ text: String) -> String? {
    guard text.utf8.count <= 254 else { return "more than 255 characters long" }
    guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return "missing @" }
    let local = text[..<at]
    let domain = String(text[text.utf8.index(after: at)...])
    guard local.utf8.count <= 64 else { return "local part more than 64 characters long" }
    if local.utf8.count > 1, local.hasPrefix("\""), local.hasSuffix("\"") {
      let quoted = local.dropFirst().dropLast()
      if quoted.utf8.contains(UInt8(ascii: "\\")) || quoted.utf8.contains(UInt8(ascii: "\"")) {
        return "backslash and quote are not allowed within quoted local part"
      }
    } else if let reason = dotAtom(local) {
      return reason
    }
    if domain.hasPrefix("["), domain.hasSuffix("]"), domain.utf8.count > 1 {
      let address = domain.dropFirst().dropLast()
      if address.hasPrefix("IPv6:") {
        return ipv6(String(address.dropFirst(5))).map { "invalid ipv6 address: \($0)" }
      }
      return ipv4(String(address)).map { "invalid ipv4 address: \($0)" }
    }
    return hostname(domain).map { "invalid domain: \($0)" }
  }

  private static func dotAtom(_ local: Substring) -> String? {
    if local.hasPrefix(".") { return "starts with dot" }
    if local.hasSuffix(".") { return "ends with dot" }
    if local.contains("..") { return "consecutive dots" }
    for scalar in local.unicodeScalars {
      let isAllowed =
        scalar.value < 0x80
        && (UInt8(scalar.value).isLetter || UInt8(scalar.value).isDigit
          || ".!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar))
      guard isAllowed else { return "invalid character \(GoQuote.text(String(scalar)))" }
    }
    return nil
  }
}

/// Reads an address of IPv6 as Go's `netip.ParseAddr` does, for the sake of its words.
struct IPv6Reader {
  private var rest: ArraySlice<UInt8>

  init(_ text: String) {
    let bytes = Array(text.utf8)
    rest = bytes.prefix { $0 != UInt8(ascii: "%") }
    hasEmptyZone = bytes.last == UInt8(ascii: "%") && bytes.count == rest.count + 1
  }

  private let hasEmptyZone: Bool

  /// Why the text is none; nil when it is one.
  mutating func failure() -> String? {
    if hasEmptyZone { return "zone must be a non-empty string" }
    var groups = 0
    var hasGap = false
    if rest.starts(with: Array("::".utf8)) {
      hasGap = true
      rest = rest.dropFirst(2)
      if rest.isEmpty { return nil }
    }
    while groups < 8 {
      let digits = rest.prefix { String.hexDigit($0) != nil }
      guard !digits.isEmpty else { return "each colon-separated field must have at least one digit" + here }
      guard digits.count <= 4 else { return "each group must have 4 or less digits" + here }
      let behind = rest[digits.endIndex...]
      if behind.first == UInt8(ascii: ".") {
        if !hasGap, groups != 6 { return "embedded IPv4 address must replace the final 2 fields of the address" + here }
        if groups > 6 { return "too many hex fields to fit an embedded IPv4 at the end of the address" + here }
        guard HostFormat.ipv4(String(decoding: rest, as: UTF8.self)) == nil else {
          return "IPv4 field has value >255"
        }
        rest = []
        groups += 2
        break
      }
      groups += 1
      rest = behind
      if rest.isEmpty { break }
      guard rest.first == UInt8(ascii: ":") else { return "unexpected character, want colon" + here }
      guard rest.count > 1 else { return "colon must be followed by more characters" + here }
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: ":") {
        if hasGap { return "multiple :: in address" + here }
        hasGap = true
        rest = rest.dropFirst()
        if rest.isEmpty { break }
      }
    }
    if !rest.isEmpty { return "trailing garbage after address" + here }
    if groups < 8 { return hasGap ? nil : "address string too short" }
    return hasGap ? "the :: must expand to at least one field of zeros" : nil
  }

  private var here: String { " (at \(GoQuote.double(String(decoding: rest, as: UTF8.self))))" }
}
