/// ASN.1 in DER, as much as keys and certificates take.
enum DER {
  static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    var length: [UInt8]
    if content.count < 0x80 {
      length = [UInt8(content.count)]
    } else {
      var bytes: [UInt8] = []
      var count = content.count
      while count > 0 {
        bytes.insert(UInt8(count & 255), at: 0)
        count >>= 8
      }
      length = [0x80 | UInt8(bytes.count)] + bytes
    }
    return [tag] + length + content
  }

  static func sequence(_ parts: [UInt8]...) -> [UInt8] { element(0x30, parts.flatMap { $0 }) }
  static func octets(_ bytes: [UInt8]) -> [UInt8] { element(0x04, bytes) }
  static func bits(_ bytes: [UInt8], unused: UInt8 = 0) -> [UInt8] { element(0x03, [unused] + bytes) }
  static func explicit(_ number: UInt8, _ content: [UInt8]) -> [UInt8] { element(0xA0 | number, content) }
  static var null: [UInt8] { [0x05, 0x00] }
  static var yes: [UInt8] { [0x01, 0x01, 0xFF] }

  /// A number that is not negative.
  static func integer(_ bytes: [UInt8]) -> [UInt8] {
    var trimmed = Array(bytes.drop { $0 == 0 })
    if trimmed.first.map({ $0 >= 0x80 }) ?? true { trimmed.insert(0, at: 0) }
    return element(0x02, trimmed)
  }

  static func identifier(_ parts: [UInt]) -> [UInt8] {
    var content = [UInt8(parts[0] * 40 + parts[1])]
    for part in parts.dropFirst(2) {
      var bytes = [UInt8(part & 127)]
      var rest = part >> 7
      while rest > 0 {
        bytes.insert(UInt8(rest & 127) | 0x80, at: 0)
        rest >>= 7
      }
      content += bytes
    }
    return element(0x06, content)
  }

  /// Reads elements one after the other.
  struct Reader {
    private let bytes: [UInt8]
    private var index: Int

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      index = 0
    }

    var isAtEnd: Bool { index >= bytes.count }

    /// The next element: its tag, its content, and all of it. Nil when the bytes are malformed or at their end.
    mutating func next() -> (tag: UInt8, content: [UInt8], whole: [UInt8])? {
      guard index + 1 < bytes.count else { return nil }
      let start = index
      let tag = bytes[index]
      var length = Int(bytes[index + 1])
      index += 2
      if length >= 0x80 {
        let count = length & 0x7F
        guard count >= 1, count <= 4, index + count <= bytes.count else { return nil }
        length = bytes[index..<index + count].reduce(0) { $0 << 8 | Int($1) }
        index += count
      }
      guard index + length <= bytes.count else { return nil }
      let content = Array(bytes[index..<index + length])
      index += length
      return (tag, content, Array(bytes[start..<index]))
    }

    /// The content of the next element when it has the tag.
    mutating func content(_ tag: UInt8) -> [UInt8]? {
      guard let element = next(), element.tag == tag else { return nil }
      return element.content
    }
  }
}

/// PEM blocks.
enum PEM {
  static func encode(_ type: String, _ bytes: [UInt8]) -> [UInt8] {
    var out = Array("-----BEGIN \(type)-----\n".utf8)
    let text = Base64.encode(bytes)
    for start in stride(from: 0, to: text.count, by: 64) {
      out += text[start..<min(start + 64, text.count)]
      out.append(0x0A)
    }
    return out + Array("-----END \(type)-----\n".utf8)
  }

  /// The first block of a text.
  static func decode(_ text: [UInt8]) -> (type: String, bytes: [UInt8])? {
    let mark = Array("-----BEGIN ".utf8)
    let dashes = Array("-----".utf8)
    guard let begin = text.firstIndex(of: mark, from: 0),
      let nameEnd = text.firstIndex(of: dashes, from: begin + mark.count)
    else { return nil }
    let type = String(decoding: text[(begin + mark.count)..<nameEnd], as: UTF8.self)
    guard let end = text.firstIndex(of: Array("-----END \(type)-----".utf8), from: nameEnd) else { return nil }
    var body = text[(nameEnd + 5)..<end]
    // Headers end with an empty line.
    if body.contains(UInt8(ascii: ":")), let blank = Array(body).firstIndex(of: [0x0A, 0x0A], from: 0) {
      body = body[(body.startIndex + blank)...]
    }
    let digits = body.filter { $0 != 0x20 && $0 != 0x09 }
    guard let bytes = try? Base64.decode(Array(digits)) else { return nil }
    return (type, bytes)
  }
}
