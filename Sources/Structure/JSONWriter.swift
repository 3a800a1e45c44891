/// Writes a ``Value`` as JSON with Go's escapes and number formats.
struct JSONWriter {
  var out: [UInt8]
  let sortedKeys: Bool
  let escapeHTML: Bool
  /// Spaces for each level; nil writes everything on one line.
  let indent: Int?

  mutating func value(_ value: Value, level: Int) {
    switch value {
    case .null: out.append(contentsOf: "null".utf8)
    case .bool(let flag): out.append(contentsOf: (flag ? "true" : "false").utf8)
    case .int(let number): out.append(contentsOf: String(number).utf8)
    case .uint(let number): out.append(contentsOf: String(number).utf8)
    case .double(let number):
      // JSON has no infinities; what reads YAML refuses them, so this is for values made by a program.
      out.append(contentsOf: number.isFinite ? ShortestDecimal(number).json() : Array("null".utf8))
    case .string(let text): string(text)
    case .array(let elements): array(elements, level: level)
    case .object(let mapping): object(mapping, level: level)
    }
  }

  private mutating func array(_ elements: [Value], level: Int) {
    out.append(UInt8(ascii: "["))
    for position in elements.indices {
      if position > 0 { out.append(UInt8(ascii: ",")) }
      line(level + 1)
      value(elements[position], level: level + 1)
    }
    if !elements.isEmpty { line(level) }
    out.append(UInt8(ascii: "]"))
  }

  private mutating func object(_ mapping: Mapping, level: Int) {
    let keys = mapping.keys
    var positions = Array(keys.indices)
    if sortedKeys { positions.sort { JSON.precedes(keys[$0], keys[$1]) } }
    out.append(UInt8(ascii: "{"))
    var isFirst = true
    for position in positions {
      if !isFirst { out.append(UInt8(ascii: ",")) }
      isFirst = false
      line(level + 1)
      string(keys[position])
      out.append(UInt8(ascii: ":"))
      if indent != nil { out.append(UInt8(ascii: " ")) }
      value(mapping.values[position], level: level + 1)
    }
    if !isFirst { line(level) }
    out.append(UInt8(ascii: "}"))
  }

  private mutating func line(_ level: Int) {
    guard let indent else { return }
    out.append(UInt8(ascii: "\n"))
    out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * level))
  }

  private static let hexDigits = Array("0123456789abcdef".utf8)

  private mutating func string(_ text: String) {
    out.append(UInt8(ascii: "\""))
    text.withUTF8Bytes { bytes in
      var start = 0
      for index in bytes.indices {
        let byte = bytes[index]
        guard needsEscape(byte) else { continue }
        if byte == 0xE2 {
          // U+2028 and U+2029 end lines in JavaScript.
          guard index + 2 < bytes.count, bytes[index + 1] == 0x80, bytes[index + 2] & 0xFE == 0xA8 else { continue }
          out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
          out.append(contentsOf: (bytes[index + 2] == 0xA8 ? "\\u2028" : "\\u2029").utf8)
          start = index + 3
          continue
        }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
        escape(byte)
        start = index + 1
      }
      out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
    }
    out.append(UInt8(ascii: "\""))
  }

  @inline(__always)
  private func needsEscape(_ byte: UInt8) -> Bool {
    switch byte {
    case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), 0xE2: true
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"): escapeHTML
    default: false
    }
  }

  private mutating func escape(_ byte: UInt8) {
    out.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): out.append(byte)
    case 0x08: out.append(UInt8(ascii: "b"))
    case 0x09: out.append(UInt8(ascii: "t"))
    case 0x0A: out.append(UInt8(ascii: "n"))
    case 0x0C: out.append(UInt8(ascii: "f"))
    case 0x0D: out.append(UInt8(ascii: "r"))
    default:
      out.append(contentsOf: "u00".utf8)
      out.append(Self.hexDigits[Int(byte >> 4)])
      out.append(Self.hexDigits[Int(byte & 15)])
    }
  }
}
