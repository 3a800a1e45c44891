/// Base64 and base32 with padding, as Go's StdEncoding does them.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let alphabet32 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  static func encode(_ bytes: [UInt8]) -> [UInt8] { encode(bytes, bits: 6, group: 4, alphabet) }
  static func encode32(_ bytes: [UInt8]) -> [UInt8] { encode(bytes, bits: 5, group: 8, alphabet32) }

  private static func encode(_ bytes: [UInt8], bits: Int, group: Int, _ alphabet: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * 8 / bits + group)
    var buffer = 0
    var available = 0
    for byte in bytes {
      buffer = (buffer << 8 | Int(byte)) & 0xFFFF
      available += 8
      while available >= bits {
        available -= bits
        result.append(alphabet[buffer >> available & (1 << bits - 1)])
      }
    }
    if available > 0 { result.append(alphabet[buffer << (bits - available) & (1 << bits - 1)]) }
    while result.count % group != 0 { result.append(UInt8(ascii: "=")) }
    return result
  }

  /// - Throws: ``FunctionError`` with Go's message and the offset of the first wrong byte.
  static func decode(_ text: [UInt8]) throws(FunctionError) -> [UInt8] {
    let failure = { (offset: Int) in FunctionError("illegal base64 data at input byte \(offset)") }
    var result: [UInt8] = []
    result.reserveCapacity(text.count / 4 * 3)
    var index = 0
    while true {
      var quantum: [Int] = []
      var padded = false
      while quantum.count < 4 {
        guard index < text.count else {
          if quantum.isEmpty { return result }
          throw failure(index - quantum.count)
        }
        let byte = text[index]
        index += 1
        if byte == 0x0A || byte == 0x0D { continue }
        if byte == UInt8(ascii: "=") {
          // Padding: only as the third or fourth, and nothing but line ends after it.
          guard quantum.count >= 2 else { throw failure(index - 1) }
          if quantum.count == 2 {
            while index < text.count, text[index] == 0x0A || text[index] == 0x0D { index += 1 }
            guard index < text.count else { throw failure(text.count) }
            guard text[index] == UInt8(ascii: "=") else { throw failure(index - 1) }
            index += 1
          }
          while index < text.count, text[index] == 0x0A || text[index] == 0x0D { index += 1 }
          if index < text.count { throw failure(index) }
          padded = true
          break
        }
        guard let digit = digit(byte) else { throw failure(index - 1) }
        quantum.append(digit)
      }
      var value = 0
      for position in 0..<4 { value = value << 6 | (position < quantum.count ? quantum[position] : 0) }
      result.append(UInt8(value >> 16 & 0xFF))
      if quantum.count > 2 { result.append(UInt8(value >> 8 & 0xFF)) }
      if quantum.count > 3 { result.append(UInt8(value & 0xFF)) }
      if padded { return result }
    }
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x41...0x5A: Int(byte) - 0x41
    case 0x61...0x7A: Int(byte) - 0x61 + 26
    case 0x30...0x39: Int(byte) - 0x30 + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }

  /// - Throws: ``FunctionError`` with Go's message.
  static func decode32(_ input: [UInt8]) throws(FunctionError) -> [UInt8] {
    let text = input.filter { $0 != 0x0A && $0 != 0x0D }
    let failure = { (offset: Int) in FunctionError("illegal base32 data at input byte \(offset)") }
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
      var digits: [UInt64] = []
      var ended = false
      while digits.count < 8 {
        guard index < text.count else { throw failure(index - digits.count) }
        let byte = text[index]
        if byte == UInt8(ascii: "="), digits.count >= 2, text.count - index < 8 {
          let missing = 8 - digits.count
          guard text.count - index >= missing else { throw failure(text.count) }
          for offset in 0..<missing where text[index + offset] != UInt8(ascii: "=") {
            throw failure(index + offset)
          }
          guard [1, 3, 4, 6].contains(missing) else { throw failure(index) }
          index += missing
          ended = true
          break
        }
        guard let digit = alphabet32.firstIndex(of: byte) else { throw failure(index) }
        digits.append(UInt64(digit))
        index += 1
      }
      var value: UInt64 = 0
      for position in 0..<8 { value = value << 5 | (position < digits.count ? digits[position] : 0) }
      let count = digits.count * 5 / 8
      for offset in 0..<count { result.append(UInt8(value >> UInt64(32 - offset * 8) & 0xFF)) }
      if ended {
        if index < text.count { throw failure(index) }
        break
      }
    }
    return result
  }
}
