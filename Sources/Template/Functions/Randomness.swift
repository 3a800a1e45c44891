/// sprig's random functions, from the system's generator.
enum Randomness {
  static let functions: [Function] = [
    text("randAlphaNum", alphabet: letters + digits), text("randAlpha", alphabet: letters),
    text("randNumeric", alphabet: digits), text("randAscii", alphabet: Array(32...126)),
    Function("randInt", [.int, .int]) { arguments, _ in
      let (low, high) = (arguments.int(0), arguments.int(1))
      let (span, overflows) = high.subtractingReportingOverflow(low)
      guard !overflows, span > 0 else { throw FunctionError("invalid argument to Intn") }
      return .int(low + Int.random(in: 0..<span))
    },
    Function("randBytes", [.int]) { arguments, execution in
      let count = arguments.int(0)
      guard count >= 0 else { throw FunctionError("runtime error: makeslice: len out of range") }
      try execution.charge(count)
      return .string(Base64.encode(bytes(count)))
    },
    Function("shuffle", [.string]) { arguments, _ in
      .string(UTF8Text.bytes(UTF8Text.runes(arguments.bytes(0)).shuffled()))
    },
    Function("uuidv4", []) { _, _ in
      var value = bytes(16)
      value[6] = value[6] & 0x0F | 0x40
      value[8] = value[8] & 0x3F | 0x80
      var text: [UInt8] = []
      for (index, byte) in value.enumerated() {
        if index == 4 || index == 6 || index == 8 || index == 10 { text.append(0x2D) }
        text.append(Formatter.lowerDigits[Int(byte >> 4)])
        text.append(Formatter.lowerDigits[Int(byte & 15)])
      }
      return .string(text)
    },
  ]

  private static let digits = Array("0123456789".utf8)
  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

  static func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255) } }

  private static func text(_ name: String, alphabet: [UInt8]) -> Function {
    Function(name, [.int]) { arguments, execution in
      let count = max(0, arguments.int(0))
      try execution.charge(count)
      return .string((0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] })
    }
  }
}
