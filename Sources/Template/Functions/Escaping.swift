/// `html`, `js` and `urlquery` of text/template.
enum Escaping {
  static let functions: [Function] = [
    Function("html", [.any], variadic: true) { arguments, execution in
      try execution.made(html(joined(arguments)))
    },
    Function("js", [.any], variadic: true) { arguments, execution in
      try execution.made(javaScript(joined(arguments)))
    },
    Function("urlquery", [.any], variadic: true) { arguments, execution in
      try execution.made(urlQuery(joined(arguments)))
    },
  ]

  /// The arguments as one text, a nil as `<no value>`.
  private static func joined(_ arguments: [GoValue]) -> [UInt8] {
    if arguments.count == 1, case .string(let text) = arguments[0] { return text.bytes }
    return Formatter.print(arguments.map { $0.isNone ? .string("<no value>") : $0 }).bytes
  }

  private static func html(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    for byte in text {
      switch byte {
      case 0: result += "\u{FFFD}".utf8
      case 0x22: result += "&#34;".utf8
      case 0x27: result += "&#39;".utf8
      case UInt8(ascii: "&"): result += "&amp;".utf8
      case UInt8(ascii: "<"): result += "&lt;".utf8
      case UInt8(ascii: ">"): result += "&gt;".utf8
      default: result.append(byte)
      }
    }
    return result
  }

  private static func javaScript(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
      let (rune, size) = UTF8Text.decode(text, at: index)
      switch rune {
      case 0x5C: result += "\\\\".utf8
      case 0x27: result += "\\'".utf8
      case 0x22: result += "\\\"".utf8
      case UInt32(UInt8(ascii: "<")): result += "\\u003C".utf8
      case UInt32(UInt8(ascii: ">")): result += "\\u003E".utf8
      case UInt32(UInt8(ascii: "&")): result += "\\u0026".utf8
      case UInt32(UInt8(ascii: "=")): result += "\\u003D".utf8
      case 0..<0x20:
        result += "\\u00".utf8
        result.append(Formatter.upperDigits[Int(rune >> 4)])
        result.append(Formatter.upperDigits[Int(rune & 15)])
      case 0x20..<0x80: result.append(UInt8(rune))
      default:
        if Rune.isPrintable(rune) {
          result += text[index..<index + size]
        } else {
          let digits = String(rune, radix: 16, uppercase: true)
          result += ("\\u" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits).utf8
        }
      }
      index += size
    }
    return result
  }

  /// url.QueryEscape.
  static func urlQuery(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for byte in text {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "~"):
        result.append(byte)
      case 0x20: result.append(UInt8(ascii: "+"))
      default:
        result.append(UInt8(ascii: "%"))
        result.append(Formatter.upperDigits[Int(byte >> 4)])
        result.append(Formatter.upperDigits[Int(byte & 15)])
      }
    }
    return result
  }
}
