/// Texts in quotes as Go programs print them.
enum GoQuote {
  /// A text in single quotes, by way of `%q`: every `\"` of that becomes `"`, also one that a backslash at the end makes.
  static func text(_ text: String) -> String {
    var result = "'"
    var isEscaped = false
    for scalar in double(text).unicodeScalars.dropFirst() {
      if isEscaped, scalar != "\"" { result += "\\" }
      isEscaped = scalar == "\\"
      switch scalar {
      case "\\": break
      case "'": result += "\\'"
      default: result.unicodeScalars.append(scalar)
      }
    }
    // What stands last is the double quote that closes the text.
    return String(result.dropLast()) + "'"
  }

  /// A text in double quotes, as Go's `%q` prints it.
  static func double(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
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
