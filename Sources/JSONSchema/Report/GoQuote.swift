/// Texts in single quotes, escaped as Go's `%q` does for texts in double quotes.
enum GoQuote {
  static func text(_ text: String) -> String {
    var result = "'"
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'": result += "\\'"
      case "\\": result += "\\\\"
      case "\u{07}": result += "\\a"
      case "\u{08}": result += "\\b"
      case "\u{0C}": result += "\\f"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0B}": result += "\\v"
      default: append(scalar, to: &result)
      }
    }
    return result + "'"
  }

  /// A text in double quotes, as Go's `%q` prints it.
  static func double(_ text: String) -> String {
    var inner = Self.text(text)
    inner.removeFirst()
    inner.removeLast()
    var result = "\""
    var isEscaped = false
    for scalar in inner.unicodeScalars {
      if scalar == "'", isEscaped { result.unicodeScalars.removeLast() }
      if scalar == "\"" { result += "\\" }
      result.unicodeScalars.append(scalar)
      isEscaped = scalar == "\\" && !isEscaped
    }
    return result + "\""
  }

  static func list(_ texts: [String]) -> String { texts.map(text).joined(separator: ", ") }

  private static func append(_ scalar: Unicode.Scalar, to result: inout String) {
    if isPrintable(scalar) {
      result.unicodeScalars.append(scalar)
    } else if scalar.value < 0x80 {
      result += "\\x" + hex(scalar.value, 2)
    } else if scalar.value < 0x10000 {
      result += "\\u" + hex(scalar.value, 4)
    } else {
      result += "\\U" + hex(scalar.value, 8)
    }
  }

  private static func hex(_ value: UInt32, _ width: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// Letters, marks, numbers, punctuation, symbols, and of the spaces only U+0020.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value >= 0x20 }
    return switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
      .paragraphSeparator:
      false
    default: true
    }
  }
}
