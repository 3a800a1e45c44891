/// Values as Go's encoding/json writes them.
enum JSONWriter {
  struct Options {
    /// Whether `<`, `>` and `&` are escaped.
    var escapesHTML = true
    /// Whether members stand on lines of their own, indented by two spaces.
    var isPretty = false
  }

  /// - Throws: ``FunctionError`` in Go's words for what JSON cannot hold.
  static func write(_ value: GoValue, _ options: Options = Options()) throws -> [UInt8] {
    var out: [UInt8] = []
    try write(value, options, 0, &out)
    return out
  }

  private static func write(_ value: GoValue, _ options: Options, _ depth: Int, _ out: inout [UInt8]) throws {
    guard depth < 1000 else {
      throw FunctionError("json: unsupported value: encountered a cycle via \(value.typeName)")
    }
    switch value {
    case .none: out += "null".utf8
    case .bool(let flag): out += (flag ? "true" : "false").utf8
    case .int(let number): out += String(number).utf8
    case .int64(let number): out += String(number).utf8
    case .double(let number): try write(number, &out)
    case .string(let text): string(text.bytes, escapesHTML: options.escapesHTML, &out)
    case .list(let list):
      if list.isNil {
        out += "null".utf8
      } else if list.element == .uint8 {
        let bytes = list.elements.map { UInt8(truncatingIfNeeded: $0.integerValue ?? 0) }
        out.append(0x22)
        out += Base64.encode(bytes)
        out.append(0x22)
      } else {
        try writeList(list.elements, options, depth, &out)
      }
    case .map(let map):
      if map.isNil {
        out += "null".utf8
      } else {
        try writeEntries(map.sorted(), options, depth, &out)
      }
    case .object(let object): try writeObject(object, options, depth, &out)
    }
  }

  private static func writeObject(
    _ object: GoObject, _ options: Options, _ depth: Int, _ out: inout [UInt8]
  ) throws {
    if object is GoComplex { throw FunctionError("json: unsupported type: complex128") }
    if let encoded = object.encoded {
      try write(encoded, options, depth, &out)
    } else if let number = object.integer {
      let isUnsigned = (object as? GoInteger)?.isUnsigned ?? false
      out += (isUnsigned ? String(UInt64(bitPattern: number)) : String(number)).utf8
    } else if let (entries, _) = object.rangeValue {
      try writeEntries(entries.map { ($0.key.string ?? "", $0.value) }, options, depth, &out)
    } else {
      try writeEntries((object.fields ?? []).map { (ByteString($0.name), $0.value) }, options, depth, &out)
    }
  }

  private static func writeList(
    _ elements: [GoValue], _ options: Options, _ depth: Int, _ out: inout [UInt8]
  ) throws {
    out.append(UInt8(ascii: "["))
    for (index, element) in elements.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      newline(options, depth + 1, &out)
      try write(element, options, depth + 1, &out)
    }
    if !elements.isEmpty { newline(options, depth, &out) }
    out.append(UInt8(ascii: "]"))
  }

  private static func writeEntries(
    _ entries: [(key: ByteString, value: GoValue)], _ options: Options, _ depth: Int, _ out: inout [UInt8]
  ) throws {
    out.append(UInt8(ascii: "{"))
    for (index, entry) in entries.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      newline(options, depth + 1, &out)
      string(entry.key.bytes, escapesHTML: options.escapesHTML, &out)
      out.append(UInt8(ascii: ":"))
      if options.isPretty { out.append(0x20) }
      try write(entry.value, options, depth + 1, &out)
    }
    if !entries.isEmpty { newline(options, depth, &out) }
    out.append(UInt8(ascii: "}"))
  }

  private static func newline(_ options: Options, _ depth: Int, _ out: inout [UInt8]) {
    guard options.isPretty else { return }
    out.append(0x0A)
    out.append(contentsOf: repeatElement(0x20, count: depth * 2))
  }

  /// Plain digits between 1e-6 and 1e21, exponents without leading zeros beyond.
  private static func write(_ number: Double, _ out: inout [UInt8]) throws {
    guard number.isFinite else {
      throw FunctionError(
        "json: unsupported value: "
          + String(decoding: FloatText.format(number, UInt8(ascii: "g"), precision: -1), as: UTF8.self))
    }
    let magnitude = abs(number)
    if magnitude != 0, magnitude < 1e-6 || magnitude >= 1e21 {
      var text = FloatText.format(number, UInt8(ascii: "e"), precision: -1)
      let count = text.count
      if count >= 4, text[count - 4] == UInt8(ascii: "e"), text[count - 3] == 0x2D, text[count - 2] == 0x30 {
        text.remove(at: count - 2)
      }
      out += text
    } else {
      out += FloatText.format(number, UInt8(ascii: "f"), precision: -1)
    }
  }

  private static func string(_ text: [UInt8], escapesHTML: Bool, _ out: inout [UInt8]) {
    let hex = Formatter.lowerDigits
    out.append(0x22)
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        index += 1
        switch byte {
        case 0x22: out += "\\\"".utf8
        case 0x5C: out += "\\\\".utf8
        case 8: out += "\\b".utf8
        case 9: out += "\\t".utf8
        case 10: out += "\\n".utf8
        case 12: out += "\\f".utf8
        case 13: out += "\\r".utf8
        case 0..<0x20: out += [0x5C, 0x75, 0x30, 0x30, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"):
          if escapesHTML {
            out += [0x5C, 0x75, 0x30, 0x30, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
          } else {
            out.append(byte)
          }
        default: out.append(byte)
        }
        continue
      }
      let (rune, size) = UTF8Text.decode(text, at: index)
      if rune == UTF8Text.replacement, size == 1 {
        out += "\\ufffd".utf8
      } else if rune == 0x2028 || rune == 0x2029 {
        out += (rune == 0x2028 ? "\\u2028" : "\\u2029").utf8
      } else {
        out += text[index..<index + size]
      }
      index += size
    }
    out.append(0x22)
  }
}
