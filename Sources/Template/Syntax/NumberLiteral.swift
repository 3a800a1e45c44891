/// A number literal under all the types that can hold it, which is how Go's untyped constants are imitated.
struct NumberLiteral: @unchecked Sendable {  // `ideal` is a number: its objects never change
  let text: [UInt8]
  let integer: Int64?
  let unsigned: UInt64?
  let double: Double?
  let complex: (real: Double, imaginary: Double)?
  /// What the literal is without a wanted type; nil when it does not fit an int.
  let ideal: GoValue?

  /// - Throws: The reason in Go's words when the literal is malformed.
  init(_ text: [UInt8], kind: Token.Kind) throws(FunctionError) {
    self.text = text
    var integer: Int64?
    var unsigned: UInt64?
    var double: Double?
    var complex: (Double, Double)?
    let shown = { String(decoding: Quoting.quoted(text), as: UTF8.self) }
    if kind == .characterConstant {
      guard let (rune, complete) = Quoting.unquotedRune(text) else { throw FunctionError("invalid syntax") }
      guard complete else {
        throw FunctionError("malformed character constant: " + String(decoding: text, as: UTF8.self))
      }
      (integer, unsigned, double) = (Int64(rune), UInt64(rune), Double(rune))
    } else if text.last == UInt8(ascii: "i"), let pair = Self.complexNumber(text) {
      complex = pair
      if pair.1 == 0 {
        double = pair.0
        (integer, unsigned) = Self.integers(of: pair.0)
      }
    } else {
      unsigned = try? NumberText.unsigned(text, base: 0)
      integer = try? NumberText.signed(text, base: 0)
      if integer == 0 { unsigned = 0 }
      if let integer {
        double = Double(integer)
      } else if let unsigned {
        double = Double(unsigned)
      } else if let number = try? NumberText.double(text) {
        guard text.contains(where: { ".eEpP".utf8.contains($0) }) else {
          throw FunctionError("integer overflow: " + shown())
        }
        double = number
        (integer, unsigned) = Self.integers(of: number)
      }
      if integer == nil, unsigned == nil, double == nil {
        throw FunctionError("illegal number syntax: " + shown())
      }
    }
    self.integer = integer
    self.unsigned = unsigned
    self.double = double
    self.complex = complex
    ideal = Self.ideal(text, integer, double, complex)
  }

  private static func ideal(
    _ text: [UInt8], _ integer: Int64?, _ double: Double?, _ complex: (Double, Double)?
  ) -> GoValue? {
    if let complex { return .object(GoComplex(complex.0, complex.1)) }
    let isRune = text.first == 0x27
    let isHexadecimalInteger =
      text.count > 2 && text[0] == 0x30 && text[1] | 0x20 == 0x78 && !text.contains { $0 | 0x20 == 0x70 }
    if let double, !isRune, !isHexadecimalInteger, text.contains(where: { ".eEpP".utf8.contains($0) }) {
      return .double(double)
    }
    return integer.map { .int(Int($0)) }
  }

  private static func integers(of number: Double) -> (Int64?, UInt64?) {
    (Int64(exactly: number), UInt64(exactly: number))
  }

  private static func complexNumber(_ text: [UInt8]) -> (Double, Double)? {
    let body = Array(text.dropLast())
    if let imaginary = try? NumberText.double(body) { return (0, imaginary) }
    // The sign between the parts is the last one that does not belong to an exponent.
    var index = body.count - 1
    while index > 0 {
      let byte = body[index]
      if byte == 0x2B || byte == 0x2D, body[index - 1] | 0x20 != 0x65, body[index - 1] | 0x20 != 0x70,
        let real = part(Array(body[..<index])), let imaginary = part(Array(body[index...]))
      {
        return (real, imaginary)
      }
      index -= 1
    }
    return nil
  }

  private static func part(_ text: [UInt8]) -> Double? {
    if let number = try? NumberText.double(text) { return number }
    return (try? NumberText.signed(text, base: 0)).map(Double.init)
  }
}
