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

  private static let hexDigits: StaticString = "0123456789abcdef"
  /// The bytes of a text that are escaped at a time.
  private static let piece = 4096

  private mutating func string(_ text: String) {
    out.append(UInt8(ascii: "\""))
    text.withUTF8Bytes { bytes in
      var index = 0
      // A byte becomes six at most; eight are written at once.
      withUnsafeTemporaryAllocation(byteCount: 6 * Self.piece + 64, alignment: 8) { buffer in
        while index < bytes.count {
          let count = escape(bytes, from: &index, into: buffer)
          out.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
      }
    }
    out.append(UInt8(ascii: "\""))
  }

  /// Writes a piece of a text with its escapes; moves `index` behind it and gives how many bytes were written.
  private func escape(
    _ bytes: UnsafeBufferPointer<UInt8>, from index: inout Int, into buffer: UnsafeMutableRawBufferPointer
  ) -> Int {
    guard let source = UnsafeRawPointer(bytes.baseAddress), let target = buffer.baseAddress else { return 0 }
    var position = index
    var written = 0
    let end = min(position + Self.piece, bytes.count)
    while position < end {
      // Bounds: reads stay within the text, and the buffer has room behind the longest piece.
      if position &+ 8 <= bytes.count {
        let word = source.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        target.storeBytes(of: word, toByteOffset: written, as: UInt64.self)
        let found = escapes(in: UInt64(littleEndian: word))
        let clean = found.trailingZeroBitCount >> 3
        position &+= clean
        written &+= clean
        if found == 0 { continue }
      } else if !needsEscape(bytes[position]) {
        target.storeBytes(of: bytes[position], toByteOffset: written, as: UInt8.self)
        position &+= 1
        written &+= 1
        continue
      }
      let byte = bytes[position]
      if byte == 0xE2 {
        // U+2028 and U+2029 end lines in JavaScript.
        guard position + 2 < bytes.count, bytes[position + 1] == 0x80, bytes[position + 2] & 0xFE == 0xA8 else {
          target.storeBytes(of: byte, toByteOffset: written, as: UInt8.self)
          position &+= 1
          written &+= 1
          continue
        }
        target.copyMemory(from: bytes[position + 2] == 0xA8 ? "\\u2028" : "\\u2029", byteCount: 6, at: written)
        position &+= 3
        written &+= 6
        continue
      }
      written &+= Self.escape(byte, at: target + written)
      position &+= 1
    }
    index = position
    return written
  }

  /// The bytes of eight that may need an escape; of what is set, the lowest bit is right.
  @inline(__always)
  private func escapes(in word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    @inline(__always) func below(_ word: UInt64, _ bound: UInt64) -> UInt64 { (word &- ones &* bound) & ~word }
    @inline(__always) func equal(_ byte: UInt8) -> UInt64 { below(word ^ ones &* UInt64(byte), 1) }
    var found = below(word, 0x20) | equal(UInt8(ascii: "\"")) | equal(UInt8(ascii: "\\")) | equal(0xE2)
    if escapeHTML { found |= equal(UInt8(ascii: "<")) | equal(UInt8(ascii: ">")) | equal(UInt8(ascii: "&")) }
    return found & (ones << 7)
  }

  @inline(__always)
  private func needsEscape(_ byte: UInt8) -> Bool {
    switch byte {
    case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), 0xE2: true
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"): escapeHTML
    default: false
    }
  }

  /// Writes the escape of a byte, and gives its length.
  @inline(__always)
  private static func escape(_ byte: UInt8, at target: UnsafeMutableRawPointer) -> Int {
    let letter: UInt8
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): letter = byte
    case 0x08: letter = UInt8(ascii: "b")
    case 0x09: letter = UInt8(ascii: "t")
    case 0x0A: letter = UInt8(ascii: "n")
    case 0x0C: letter = UInt8(ascii: "f")
    case 0x0D: letter = UInt8(ascii: "r")
    default:
      target.copyMemory(from: "\\u00", byteCount: 4, at: 0)
      target.storeBytes(of: hexDigits.utf8Start[Int(byte >> 4)], toByteOffset: 4, as: UInt8.self)
      target.storeBytes(of: hexDigits.utf8Start[Int(byte & 15)], toByteOffset: 5, as: UInt8.self)
      return 6
    }
    target.storeBytes(of: UInt8(ascii: "\\"), toByteOffset: 0, as: UInt8.self)
    target.storeBytes(of: letter, toByteOffset: 1, as: UInt8.self)
    return 2
  }
}

extension UnsafeMutableRawPointer {
  @inline(__always)
  fileprivate func copyMemory(from text: StaticString, byteCount: Int, at offset: Int) {
    (self + offset).copyMemory(from: text.utf8Start, byteCount: byteCount)
  }
}
