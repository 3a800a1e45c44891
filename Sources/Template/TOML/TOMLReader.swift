/// TOML 1.0 as BurntSushi's toml reads it; the common errors have its words.
struct TOMLReader {
  private let bytes: [UInt8]
  private var index = 0
  private var line = 1
  private let root = GoMap()
  private var current: GoMap
  private var lastKey = ""
  /// Tables that a header named, and those that may not be extended any more.
  private var defined: Set<[ByteString]> = []
  private var implicit: Set<[ByteString]> = []
  private var arrays: Set<[ByteString]> = []
  private var context: [ByteString] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    current = root
  }

  private func failure(_ message: String) -> FunctionError {
    FunctionError("toml: line \(line)" + (lastKey.isEmpty ? "" : " (last key \"\(lastKey)\")") + ": \(message)")
  }

  private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func shown() -> String {
    guard index < bytes.count else { return "end of file" }
    let rune = UTF8Text.decode(bytes, at: index).rune
    if rune == 0x27 { return "'\\''" }
    return rune == 0x0A ? "'\\n'" : "'" + String(decoding: UTF8Text.bytes([rune]), as: UTF8.self) + "'"
  }

  /// - Throws: ``FunctionError`` with the message, its line and the last key.
  mutating func read() throws(FunctionError) -> GoMap {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    while true {
      skipBlank(lines: true)
      guard let first = byte else { return root }
      if first == UInt8(ascii: "[") { try header() } else { try pair(into: current, context) }
      skipBlank(lines: false)
      if first != UInt8(ascii: "[") { lastKey = "" }
      guard index >= bytes.count || byte == 0x0A || byte == 0x0D else {
        throw failure("expected a top-level item to end with a newline, comment, or EOF, but got \(shown()) instead")
      }
    }
  }

  private mutating func skipBlank(lines: Bool) {
    while let next = byte {
      switch next {
      case 0x20, 0x09: index += 1
      case 0x0D where lines: index += 1
      case 0x0A where lines:
        index += 1
        line += 1
      case UInt8(ascii: "#"): while let next = byte, next != 0x0A { _ = next; index += 1 }
      default: return
      }
    }
  }

  // MARK: Tables

  private mutating func header() throws(FunctionError) {
    index += 1
    let isArray = byte == UInt8(ascii: "[")
    if isArray { index += 1 }
    let key = try self.key(end: UInt8(ascii: "]"))
    for _ in 0..<(isArray ? 2 : 1) {
      guard byte == UInt8(ascii: "]") else {
        let found = index < bytes.count ? shown() : "'\\x00'"
        throw failure("expected '.' or ']' to end table name, but got \(found) instead")
      }
      index += 1
    }
    let name = key.map(\.text).joined(separator: ".")
    lastKey = ""
    defer { lastKey = name }
    context = key
    guard let last = key.last else { return }
    let parent = try descend(root, Array(key.dropLast()), [])
    if isArray {
      let table = GoMap()
      if let existing = parent[last] {
        guard case .list(let list) = existing, arrays.contains(key) else {
          throw failure("Key '\(name)' was already created and cannot be used as an array.")
        }
        parent[last] = .list(GoList(list.elements + [.map(table)], element: .dictionary))
      } else {
        arrays.insert(key)
        parent[last] = .list(GoList([.map(table)], element: .dictionary))
      }
      // What stands below the new element may be defined again.
      defined = defined.filter { !$0.starts(with: key) || $0.count == key.count }
      current = table
      return
    }
    if let existing = parent[last] {
      guard case .map(let table) = existing, !defined.contains(key), implicit.contains(key) else {
        throw failure("Key '\(name)' has already been defined.")
      }
      current = table
    } else {
      current = GoMap()
      parent[last] = .map(current)
    }
    defined.insert(key)
  }

  /// The table at the end of a path, made where it is missing.
  private mutating func descend(
    _ start: GoMap, _ path: [ByteString], _ base: [ByteString]
  ) throws(FunctionError) -> GoMap {
    var table = start
    var way = base
    for name in path {
      way.append(name)
      switch table[name] {
      case nil:
        let next = GoMap()
        table[name] = .map(next)
        implicit.insert(way)
        table = next
      case .some(.map(let next)): table = next
      case .some(.list(let list)):
        guard case .map(let next)? = list.elements.last, arrays.contains(way) else {
          throw failure("Key '\(way.map(\.text).joined(separator: "."))' has already been defined.")
        }
        table = next
      default:
        throw failure("Key '\(way.map(\.text).joined(separator: "."))' has already been defined.")
      }
    }
    return table
  }

  // MARK: Keys and values

  private mutating func key(end: UInt8) throws(FunctionError) -> [ByteString] {
    var parts: [ByteString] = []
    while true {
      skipBlankOnLine()
      switch byte {
      case 0x22, 0x27: parts.append(ByteString(try string(mayBreak: false)))
      case 0x2E: throw failure(misplacedDot(isFirst: parts.isEmpty, end))
      default:
        let start = index
        while let next = byte, isBare(next) { index += 1 }
        if index == start {
          if byte == end || (byte == nil && end == UInt8(ascii: "]")) {
            throw failure(
              end == UInt8(ascii: "=")
                ? "unexpected '=': key name appears blank"
                : "unexpected end of table name (table names cannot be empty)")
          }
          let table = end == UInt8(ascii: "]") ? " to end table name" : ""
          throw failure("expected '.' or '\(Unicode.Scalar(end))'\(table), but got \(shown()) instead")
        }
        parts.append(ByteString(bytes[start..<index]))
      }
      skipBlankOnLine()
      guard byte == 0x2E else { return parts }
      index += 1
    }
  }

  private func misplacedDot(isFirst: Bool, _ end: UInt8) -> String {
    if end == UInt8(ascii: "]") { return "unexpected table separator (table names cannot be empty)" }
    return isFirst ? "unexpected '.': keys cannot start with a '.'" : "unexpected '.'"
  }

  private mutating func skipBlankOnLine() { while byte == 0x20 || byte == 0x09 { index += 1 } }

  private func isBare(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
      || byte == 0x5F
  }

  private mutating func pair(into table: GoMap, _ base: [ByteString]) throws(FunctionError) {
    let key = try self.key(end: UInt8(ascii: "="))
    guard byte == UInt8(ascii: "=") else {
      throw failure(
        index >= bytes.count
          ? "unexpected EOF; expected key separator '='"
          : "expected '.' or '=', but got \(shown()) instead")
    }
    index += 1
    skipBlankOnLine()
    lastKey = (base + key).map(\.text).joined(separator: ".")
    let value = try self.value(depth: 0)
    let parent = try descend(table, Array(key.dropLast()), base)
    guard let last = key.last else { return }
    if parent.contains(last) { throw failure("Key '\(lastKey)' has already been defined.") }
    parent[last] = .some(value)
  }

  private mutating func value(depth: Int) throws(FunctionError) -> GoValue {
    guard depth < 200 else { throw failure("values nest too deeply") }
    switch byte {
    case 0x22, 0x27: return .string(ByteString(try string()))
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "{"): return try inlineTable(depth)
    case nil: throw failure("unexpected EOF; expected value")
    case 0x0A?: throw failure("expected value but found '\\n' instead")
    default: return try bareValue()
    }
  }

  private mutating func array(_ depth: Int) throws(FunctionError) -> GoValue {
    index += 1
    var elements: [GoValue] = []
    while true {
      skipBlank(lines: true)
      if byte == UInt8(ascii: "]") { break }
      elements.append(try value(depth: depth + 1))
      skipBlank(lines: true)
      if byte == UInt8(ascii: ",") {
        index += 1
        continue
      }
      guard byte == UInt8(ascii: "]") else {
        throw failure("expected a comma (',') or array terminator (']'), but got \(shown())")
      }
    }
    index += 1
    return .list(elements)
  }

  private mutating func inlineTable(_ depth: Int) throws(FunctionError) -> GoValue {
    index += 1
    let table = GoMap()
    let outer = lastKey.isEmpty ? [] : [ByteString(lastKey)]
    skipBlank(lines: true)
    if byte == UInt8(ascii: "}") {
      index += 1
      return .map(table)
    }
    guard depth < 100 else { throw failure("values nest too deeply") }
    while true {
      skipBlank(lines: true)
      try pair(into: table, outer)
      skipBlank(lines: true)
      if byte == UInt8(ascii: "}") {
        index += 1
        return .map(table)
      }
      guard byte == UInt8(ascii: ",") else {
        throw failure("expected a comma or an inline table terminator '}', but got \(shown()) instead")
      }
      index += 1
      skipBlank(lines: true)
      if byte == UInt8(ascii: "}") {
        index += 1
        return .map(table)
      }
    }
  }

  private mutating func bareValue() throws(FunctionError) -> GoValue {
    let start = index
    while let next = byte, isBare(next) || next == 0x2B || next == 0x2E || next == UInt8(ascii: ":") { index += 1 }
    // A date and a time may stand apart.
    if index - start == 10, byte == 0x20, index + 2 < bytes.count, (0x30...0x39).contains(bytes[index + 1]),
      bytes[start + 4] == 0x2D
    {
      index += 1
      while let next = byte, isBare(next) || next == 0x2B || next == 0x2E || next == UInt8(ascii: ":") { index += 1 }
    }
    let text = Array(bytes[start..<index])
    guard !text.isEmpty else { throw failure("expected value but found \(shown()) instead") }
    switch String(decoding: text, as: UTF8.self) {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "inf", "+inf": return .double(.infinity)
    case "-inf": return .double(-.infinity)
    case "nan", "+nan", "-nan": return .double(.nan)
    default: break
    }
    if let time = time(text) { return .object(time) }
    if NumberText.underscoresFit(text) || !text.contains(0x5F) {
      let plain = text.filter { $0 != 0x5F }
      let isDecimalWithZero = plain.count > 1 && plain[0] == 0x30 && (0x30...0x39).contains(plain[1])
      if !isDecimalWithZero {
        if let number = try? NumberText.signed(plain, base: 0) { return .int64(number) }
        let isFloat = plain.contains { $0 == 0x2E || $0 | 0x20 == 0x65 } && !plain.starts(with: [0x30, 0x78])
        if isFloat, plain.last != 0x2E, plain.first != 0x2E, let number = try? NumberText.double(plain) {
          return .double(number)
        }
      }
    }
    throw failure(reason(text))
  }

  /// What is wrong with a value that is neither a number nor a date.
  private func reason(_ text: [UInt8]) -> String {
    let word = text.prefix { Rune.isLetter(UInt32($0)) }
    if !word.isEmpty { return "expected value but found \(Parser.quoted(Array(word))) instead" }
    if text[0] == 0x5F { return "expected value but found '_' instead" }
    let shown = Parser.quoted(text)
    if text[0] == 0x2E { return "floats must start with a digit, not '.'" }
    let digits = text.drop { $0 == 0x2B || $0 == 0x2D }
    guard let first = digits.first, (0x30...0x39).contains(first) else {
      return "expected value but found \(shown) instead"
    }
    if text.filter({ $0 == 0x2D }).count == 2 || text.contains(UInt8(ascii: ":")) {
      return "invalid datetime: \(shown)"
    }
    let isFloat = digits.contains { $0 == 0x2E || $0 | 0x20 == 0x65 } && !digits.starts(with: [0x30, 0x78])
    let kind = isFloat ? "float" : "integer"
    if !NumberText.underscoresFit(text) { return "Invalid \(kind) \(shown): underscores must be surrounded by digits" }
    if digits.count > 1, first == 0x30, (0x30...0x39).contains(digits[digits.startIndex + 1]) {
      return "Invalid \(kind) \(shown): cannot have leading zeroes"
    }
    if isFloat { return "Invalid float \(shown): '.' must be followed by one or more digits" }
    if digits.allSatisfy({ (0x30...0x39).contains($0) }) {
      return "\(String(decoding: text, as: UTF8.self)) is out of range for int64"
    }
    return "expected value but found \(shown) instead"
  }

  private func time(_ text: [UInt8]) -> GoTime? {
    guard text.count >= 8, text.contains(UInt8(ascii: ":")) || text.filter({ $0 == 0x2D }).count == 2 else {
      return nil
    }
    let layouts = [
      "2006-01-02T15:04:05.999999999Z07:00", "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999Z07:00",
      "2006-01-02 15:04:05.999999999", "2006-01-02", "15:04:05.999999999",
    ]
    let upper = text.map { $0 == UInt8(ascii: "t") || $0 == UInt8(ascii: "z") ? $0 - 32 : $0 }
    for layout in layouts {
      if let time = try? GoTime.parse(Array(layout.utf8), upper) {
        return layout.hasSuffix("Z07:00") ? time : GoTime(time.instant, localLayout: layout.replacingSpace)
      }
    }
    return nil
  }

  // MARK: Strings

  private mutating func string(mayBreak: Bool = true) throws(FunctionError) -> [UInt8] {
    guard let quote = byte else { return [] }
    let isMultiline = mayBreak && bytes[index...].starts(with: [quote, quote, quote])
    index += isMultiline ? 3 : 1
    if isMultiline {
      if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
      if byte == 0x0A {
        index += 1
        line += 1
      }
    }
    var result: [UInt8] = []
    while let next = byte {
      if next == quote {
        guard isMultiline else {
          index += 1
          return result
        }
        let run = bytes[index...].prefix { $0 == quote }.count
        if run >= 3 {
          result += [UInt8](repeating: quote, count: min(run, 5) - 3)
          index += min(run, 5)
          return result
        }
        result += [UInt8](repeating: quote, count: run)
        index += run
        continue
      }
      if next == 0x0A {
        guard isMultiline else { throw failure("strings cannot contain newlines") }
        line += 1
      }
      if next == 0x5C, quote == 0x22 {
        index += 1
        try escape(&result, isMultiline)
        continue
      }
      result.append(next)
      index += 1
    }
    let mark = String(repeating: quote == 0x22 ? "\"" : "\\'", count: isMultiline ? 3 : 1)
    throw failure("unexpected EOF; expected '\(mark)'")
  }

  private mutating func escape(_ result: inout [UInt8], _ isMultiline: Bool) throws(FunctionError) {
    guard let letter = byte else { throw failure("unexpected EOF; expected '\"'") }
    index += 1
    switch letter {
    case UInt8(ascii: "b"): result.append(8)
    case UInt8(ascii: "t"): result.append(9)
    case UInt8(ascii: "n"): result.append(10)
    case UInt8(ascii: "f"): result.append(12)
    case UInt8(ascii: "r"): result.append(13)
    case UInt8(ascii: "e"): result.append(27)
    case 0x22, 0x5C: result.append(letter)
    case UInt8(ascii: "x"), UInt8(ascii: "u"), UInt8(ascii: "U"):
      let count = letter == UInt8(ascii: "x") ? 2 : letter == UInt8(ascii: "u") ? 4 : 8
      var value: UInt32 = 0
      for _ in 0..<count {
        guard let digit = byte.flatMap(Quoting.hexDigit) else {
          throw failure(
            "expected \(count == 2 ? "two" : count == 4 ? "four" : "eight") hexadecimal digits after '\\\(Unicode.Scalar(letter))'"
          )
        }
        value = value << 4 | UInt32(digit)
        index += 1
      }
      UTF8Text.append(value, to: &result)
    case 0x20, 0x09, 0x0A, 0x0D:
      guard isMultiline else { throw failure("invalid escape character '\(Unicode.Scalar(letter))'") }
      index -= 1
      while let next = byte, next == 0x20 || next == 0x09 || next == 0x0A || next == 0x0D {
        if next == 0x0A { line += 1 }
        index += 1
      }
    default:
      throw failure(
        "invalid escape character '\(Unicode.Scalar(letter))'; only the following escape characters are allowed: \\b, \\t, \\n, \\f, \\r, \\\", \\\\, \\uXXXX, and \\UXXXXXXXX"
      )
    }
  }
}

extension String {
  /// A date and a time that stand apart are written together.
  fileprivate var replacingSpace: String { String(map { $0 == " " ? "T" : $0 }) }
}
