/// Values as BurntSushi's toml writes them: tables indented by two spaces, sorted keys, what is nil left out.
struct TOMLWriter {
  /// What TOML cannot hold; `toToml` gives the message as its value.
  struct Failure: Error {
    let message: String
  }

  private var out: [UInt8] = []

  static func write(_ value: GoValue) throws -> [UInt8] {
    if value.isNone { throw FunctionError("reflect: call of reflect.Value.Type on zero Value") }
    var writer = TOMLWriter()
    try writer.encode([], value)
    return writer.out
  }

  private enum Shape { case none, value, table, tables }

  private func shape(_ value: GoValue) throws -> Shape {
    switch value {
    case .none: return .none
    case .map(let map): return map.isNil ? .none : .table
    case .list(let list):
      if list.isNil { return .none }
      var areTables = !list.elements.isEmpty
      for element in list.elements {
        let shape = try shape(element)
        if shape == .none { throw Failure(message: "toml: cannot encode array with nil element") }
        if shape != .table { areTables = false }
      }
      return areTables ? .tables : .value
    case .object(let object):
      if object.encoded == nil, object.integer == nil { return .table }
      return .value
    default: return .value
    }
  }

  private mutating func encode(_ key: [ByteString], _ value: GoValue) throws {
    switch try shape(value) {
    case .none: return
    case .value: try keyValue(key, value, isInline: false)
    case .table: try table(key, value)
    case .tables:
      if key.isEmpty { throw Failure(message: "toml: top-level values must be Go maps or structs") }
      guard case .list(let list) = value else { return }
      for element in list.elements {
        newline()
        header(key, "[[", "]]")
        try entries(key, element, isInline: false)
      }
    }
  }

  private mutating func table(_ key: [ByteString], _ value: GoValue) throws {
    if key.count == 1 { newline() }
    if !key.isEmpty { header(key, "[", "]") }
    try entries(key, value, isInline: false)
  }

  private mutating func header(_ key: [ByteString], _ open: String, _ close: String) {
    indent(key)
    out += open.utf8
    out += key.map { Self.spelled($0) }.joined(separator: [UInt8(ascii: ".")])
    out += close.utf8
    newline()
  }

  private mutating func newline() { if !out.isEmpty { out.append(0x0A) } }

  private mutating func indent(_ key: [ByteString]) {
    out.append(contentsOf: repeatElement(0x20, count: 2 * max(0, key.count - 1)))
  }

  private mutating func entries(_ key: [ByteString], _ value: GoValue, isInline: Bool) throws {
    guard key.count < 200 else { throw Failure(message: "toml: tables nest too deeply") }
    let all: [(key: ByteString, value: GoValue)]
    switch value {
    case .map(let map): all = map.sorted()
    case .object(let object): all = (object.fields ?? []).map { (ByteString($0.name), $0.value) }
    default: all = []
    }
    var direct: [(key: ByteString, value: GoValue)] = []
    var below: [(key: ByteString, value: GoValue)] = []
    for entry in all {
      switch try shape(entry.value) {
      case .table, .tables: below.append(entry)
      default: direct.append(entry)
      }
    }
    if isInline { out.append(UInt8(ascii: "{")) }
    for (group, trails) in [(direct, !below.isEmpty), (below, false)] {
      for (index, entry) in group.enumerated() {
        if try shape(entry.value) == .none { continue }
        if isInline {
          try keyValue([entry.key], entry.value, isInline: true)
          if trails || index != group.count - 1 { out += ", ".utf8 }
        } else {
          try encode(key + [entry.key], entry.value)
        }
      }
    }
    if isInline { out.append(UInt8(ascii: "}")) }
  }

  private mutating func keyValue(_ key: [ByteString], _ value: GoValue, isInline: Bool) throws {
    guard let last = key.last else { return try element(value) }
    indent(key)
    out += Self.spelled(last)
    out += " = ".utf8
    try element(value)
    if !isInline { newline() }
  }

  private mutating func element(_ value: GoValue) throws {
    switch value {
    case .none: throw Failure(message: "toml: cannot encode array with nil element")
    case .bool(let flag): out += (flag ? "true" : "false").utf8
    case .int(let number): out += String(number).utf8
    case .int64(let number): out += String(number).utf8
    case .double(let number): out += Self.spelled(number)
    case .string(let text): out += Self.quoted(text.bytes)
    case .list(let list):
      out.append(UInt8(ascii: "["))
      for (index, element) in list.elements.enumerated() {
        if index > 0 { out += ", ".utf8 }
        try self.element(element)
      }
      out.append(UInt8(ascii: "]"))
    case .map: try entries([], value, isInline: true)
    case .object(let object):
      if let time = object as? GoTime, let layout = time.localLayout {
        out += time.format(Array(layout.utf8))
      } else if object is GoTime, case .string(let text)? = object.encoded {
        out += text.bytes
      } else if object is GoDuration, let text = object.text {
        out += Self.quoted(text.bytes)
      } else if let encoded = object.encoded {
        try element(encoded)
      } else if let number = object.integer {
        out += String(number).utf8
      } else {
        try entries([], value, isInline: true)
      }
    }
  }

  private static func spelled(_ number: Double) -> [UInt8] {
    if number.isNaN { return Array("nan".utf8) }
    if number.isInfinite { return Array((number < 0 ? "-inf" : "inf").utf8) }
    let text = FloatText.format(number, UInt8(ascii: "g"), precision: -1)
    return text.contains(UInt8(ascii: "e")) || text.contains(0x2E) ? text : text + Array(".0".utf8)
  }

  private static func spelled(_ key: ByteString) -> [UInt8] {
    let isBare =
      !key.isEmpty
      && key.bytes.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
          || byte == 0x5F
      }
    return isBare ? key.bytes : quoted(key.bytes)
  }

  private static func quoted(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x22]
    for byte in text {
      switch byte {
      case 0x22: result += "\\\"".utf8
      case 0x5C: result += "\\\\".utf8
      case 8: result += "\\b".utf8
      case 9: result += "\\t".utf8
      case 10: result += "\\n".utf8
      case 12: result += "\\f".utf8
      case 13: result += "\\r".utf8
      case 0..<0x20, 0x7F:
        result += "\\u00".utf8
        result += [Formatter.lowerDigits[Int(byte >> 4)], Formatter.lowerDigits[Int(byte & 15)]]
      default: result.append(byte)
      }
    }
    return result + [0x22]
  }
}
