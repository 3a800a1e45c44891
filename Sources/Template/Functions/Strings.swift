/// sprig's functions on text.
enum Strings {
  static let functions: [Function] = [
    one("trim") { trimmed($0, where: Rune.isSpace) },
    one("upper") { mapped($0, Rune.upper) },
    one("lower") { mapped($0, Rune.lower) },
    one("title") { title($0) },
    one("untitle") { Words.uncapitalized($0) },
    one("nospace") { withoutSpace($0) },
    one("initials") { Words.initials($0) },
    one("swapcase") { Words.swappedCase($0) },
    one("snakecase") { CaseStyles.lowered($0, connector: 0x5F) },
    one("kebabcase") { CaseStyles.lowered($0, connector: 0x2D) },
    one("camelcase") { CaseStyles.pascal($0) },
    two("trimAll") { cutset, text in trimmed(text, cutset: cutset) },
    two("trimall") { cutset, text in trimmed(text, cutset: cutset) },
    two("trimSuffix") { suffix, text in
      text.suffix(suffix.count) == suffix[...] ? Array(text.dropLast(suffix.count)) : text
    },
    two("trimPrefix") { prefix, text in text.starts(with: prefix) ? Array(text.dropFirst(prefix.count)) : text },
    predicate("contains") { part, text in text.firstIndex(of: part, from: 0) != nil },
    predicate("hasPrefix") { part, text in text.starts(with: part) },
    predicate("hasSuffix") { part, text in text.suffix(part.count) == part[...] },
    Function("abbrev", [.int, .string]) { arguments, execution in
      try execution.made(Words.abbreviated(arguments.bytes(1), width: arguments.int(0)))
    },
    Function("abbrevboth", [.int, .int, .string]) { arguments, execution in
      try execution.made(Words.abbreviated(arguments.bytes(2), left: arguments.int(0), right: arguments.int(1)))
    },
    Function("trunc", [.int, .string]) { arguments, _ in .string(truncated(arguments.bytes(1), arguments.int(0))) },
    Function("substr", [.int, .int, .string]) { arguments, _ in
      .string(try substring(arguments.bytes(2), arguments.int(0), arguments.int(1)))
    },
    Function("repeat", [.int, .string]) { arguments, execution in
      try execution.made(try repeated(arguments.bytes(1), arguments.int(0), execution))
    },
    Function("replace", [.string, .string, .string]) { arguments, execution in
      let text = arguments.string(2)
      try execution.charge(growth(text.count, by: arguments.string(1).count, over: arguments.string(0).count))
      return .string(text.replacing(arguments.string(0), with: arguments.string(1)))
    },
    Function("plural", [.string, .string, .int]) { arguments, _ in arguments.int(2) == 1 ? arguments[0] : arguments[1]
    },
    Function("indent", [.int, .string], takesPendingText: true) { arguments, execution in
      try indented(arguments, newline: false, execution)
    },
    Function("nindent", [.int, .string], takesPendingText: true) { arguments, execution in
      try indented(arguments, newline: true, execution)
    },
    Function("wrap", [.int, .string]) { arguments, execution in
      try execution.made(
        Words.wrapped(arguments.bytes(1), width: arguments.int(0), newline: [], breaksWords: false))
    },
    Function("wrapWith", [.int, .string, .string]) { arguments, execution in
      let text = arguments.bytes(2)
      try execution.charge(text.count * (1 + arguments.bytes(1).count))
      return .string(
        Words.wrapped(text, width: arguments.int(0), newline: arguments.bytes(1), breaksWords: true))
    },
    Function("quote", [.any], variadic: true) { arguments, execution in
      try execution.made(joined(arguments) { Quoting.quoted(Casting.text($0).bytes) })
    },
    Function("squote", [.any], variadic: true) { arguments, execution in
      try execution.made(joined(arguments) { [0x27] + Formatter.display($0).bytes + [0x27] })
    },
    Function("cat", [.any], variadic: true) { arguments, execution in
      try execution.made(joined(arguments) { Formatter.display($0).bytes })
    },
    Function("toString", [.any]) { arguments, execution in try execution.made(Casting.text(arguments[0])) },
    Function("toStrings", [.any]) { arguments, _ in
      if case .list(let list) = arguments[0], list.element == .string { return arguments[0] }
      return .strings(Casting.texts(arguments[0]))
    },
    Function("join", [.string, .any]) { arguments, execution in
      let parts = Casting.texts(arguments[1]).map(\.bytes)
      try execution.charge(parts.reduce(0) { $0 + $1.count } + parts.count * arguments.bytes(0).count)
      return .string(Array(parts.joined(separator: arguments.bytes(0))))
    },
    Function("splitList", [.string, .string]) { arguments, execution in
      let parts = split(arguments.bytes(1), arguments.bytes(0), limit: -1)
      try execution.charge(elements: parts.count)
      return .strings(parts.map { ByteString($0) })
    },
    Function("split", [.string, .string]) { arguments, execution in
      try numbered(split(arguments.bytes(1), arguments.bytes(0), limit: -1), execution)
    },
    Function("splitn", [.string, .int, .string]) { arguments, execution in
      try numbered(split(arguments.bytes(2), arguments.bytes(0), limit: arguments.int(1)), execution)
    },
  ]

  private static func one(_ name: String, _ body: @escaping @Sendable ([UInt8]) -> [UInt8]) -> Function {
    Function(name, [.string]) { arguments, execution in try execution.made(body(arguments.bytes(0))) }
  }

  private static func two(_ name: String, _ body: @escaping @Sendable ([UInt8], [UInt8]) -> [UInt8]) -> Function {
    Function(name, [.string, .string]) { arguments, execution in
      try execution.made(body(arguments.bytes(0), arguments.bytes(1)))
    }
  }

  private static func predicate(_ name: String, _ body: @escaping @Sendable ([UInt8], [UInt8]) -> Bool) -> Function {
    Function(name, [.string, .string]) { arguments, _ in .bool(body(arguments.bytes(0), arguments.bytes(1))) }
  }

  /// strings.Map: malformed bytes become U+FFFD when anything is mapped at all.
  static func mapped(_ text: [UInt8], _ mapping: (UInt32) -> UInt32) -> [UInt8] {
    if text.allSatisfy({ $0 < 0x80 }) { return text.map { UInt8(truncatingIfNeeded: mapping(UInt32($0))) } }
    return UTF8Text.bytes(UTF8Text.runes(text).map(mapping))
  }

  static func trimmed(_ text: [UInt8], where isTrimmed: (UInt32) -> Bool) -> [UInt8] {
    var start = 0
    while start < text.count {
      let (rune, size) = UTF8Text.decode(text, at: start)
      guard isTrimmed(rune) else { break }
      start += size
    }
    var end = text.count
    while end > start {
      var begin = end - 1
      while begin > start, end - begin < 4, text[begin] & 0xC0 == 0x80 { begin -= 1 }
      var (rune, size) = UTF8Text.decode(text, at: begin)
      if begin + size != end { (rune, size, begin) = (UTF8Text.replacement, 1, end - 1) }
      guard isTrimmed(rune) else { break }
      end = begin
    }
    return Array(text[start..<end])
  }

  private static func trimmed(_ text: [UInt8], cutset: [UInt8]) -> [UInt8] {
    let runes = Set(UTF8Text.runes(cutset))
    return trimmed(text) { runes.contains($0) }
  }

  /// strings.Title: the first letter of each word in title case.
  private static func title(_ text: [UInt8]) -> [UInt8] {
    var previous: UInt32 = 0x20
    return mapped(text) { rune in
      defer { previous = rune }
      return isSeparator(previous) ? Rune.title(rune) : rune
    }
  }

  private static func isSeparator(_ rune: UInt32) -> Bool {
    if rune < 0x80 { return !(Rune.isLetter(rune) || Rune.isDigit(rune) || rune == 0x5F) }
    return !Rune.isLetter(rune) && !Rune.isDigit(rune) && Rune.isSpace(rune)
  }

  /// goutils' DeleteWhiteSpace looks at bytes as if each were a rune.
  private static func withoutSpace(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(where: { Rune.isSpace(UInt32($0)) }) else { return text }
    return UTF8Text.bytes(text.map { UInt32($0) }.filter { !Rune.isSpace($0) })
  }

  private static func truncated(_ text: [UInt8], _ count: Int) -> [UInt8] {
    if count < 0, text.count + count > 0 { return Array(text[(text.count + count)...]) }
    if count >= 0, text.count > count { return Array(text[..<count]) }
    return text
  }

  private static func substring(_ text: [UInt8], _ start: Int, _ end: Int) throws -> [UInt8] {
    let count = text.count
    if start < 0 {
      guard end >= 0, end <= count else {
        throw FunctionError(
          end < 0
            ? "runtime error: slice bounds out of range [:\(end)]"
            : "runtime error: slice bounds out of range [:\(end)] with length \(count)")
      }
      return Array(text[..<end])
    }
    if end < 0 || end > count {
      guard start <= count else {
        throw FunctionError("runtime error: slice bounds out of range [\(start):\(count)]")
      }
      return Array(text[start...])
    }
    guard start <= end else { throw FunctionError("runtime error: slice bounds out of range [\(start):\(end)]") }
    return Array(text[start..<end])
  }

  static func repeated(_ text: [UInt8], _ count: Int, _ execution: Execution) throws -> [UInt8] {
    guard count >= 0 else { throw FunctionError("strings: negative Repeat count") }
    let (total, overflows) = text.count.multipliedReportingOverflow(by: count)
    if overflows { throw FunctionError("strings: Repeat output length overflow") }
    try execution.charge(total)
    if total == 0 { return [] }
    var result: [UInt8] = []
    result.reserveCapacity(total)
    for _ in 0..<count { result += text }
    return result
  }

  private static func growth(_ count: Int, by new: Int, over old: Int) -> Int {
    old == 0 ? count + (count + 1) * new : count / old * new + count
  }

  /// - Parameter arguments: The number of spaces and the text.
  private static func indented(_ arguments: [GoValue], newline: Bool, _ execution: Execution) throws -> GoValue {
    let spaces = arguments.int(0)
    guard spaces >= 0 else { throw FunctionError("strings: negative Repeat count") }
    let start = [UInt8](repeating: 0x0A, count: newline ? 1 : 0)
    guard case .object(let object as PendingText) = arguments[1] else {
      return .string(try indented(arguments.bytes(1), spaces, after: start, isStart: true, execution))
    }
    let head = PendingText.Part.bytes(try indented([], spaces, after: start, isStart: true, execution))
    let rest = try object.mapBytes { try indented($0, spaces, after: [], isStart: false, execution) }
    return .object(PendingText([head] + rest.parts))
  }

  /// - Parameter isStart: Whether the text begins a line.
  private static func indented(
    _ text: [UInt8], _ spaces: Int, after start: [UInt8], isStart: Bool, _ execution: Execution
  ) throws -> [UInt8] {
    var lines = isStart ? 1 : 0
    for byte in text where byte == 0x0A { lines += 1 }
    let (total, overflows) = lines.multipliedReportingOverflow(by: spaces)
    if overflows { throw FunctionError("strings: Repeat output length overflow") }
    try execution.charge(total + text.count)
    var result = start
    result.reserveCapacity(start.count + total + text.count)
    if isStart { result.append(contentsOf: repeatElement(0x20, count: spaces)) }
    for byte in text {
      result.append(byte)
      if byte == 0x0A { result.append(contentsOf: repeatElement(0x20, count: spaces)) }
    }
    return result
  }

  private static func joined(_ values: [GoValue], _ show: (GoValue) -> [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var isFirst = true
    for value in values where !value.isNone {
      if !isFirst { result.append(0x20) }
      isFirst = false
      result += show(value)
    }
    return result
  }

  /// strings.SplitN; a negative limit is none.
  static func split(_ text: [UInt8], _ separator: [UInt8], limit: Int) -> [[UInt8]] {
    if limit == 0 { return [] }
    if separator.isEmpty {
      var parts: [[UInt8]] = []
      var index = 0
      while index < text.count {
        if limit > 0, parts.count == limit - 1 {
          parts.append(Array(text[index...]))
          break
        }
        let (_, size) = UTF8Text.decode(text, at: index)
        parts.append(Array(text[index..<index + size]))
        index += size
      }
      return parts
    }
    var parts: [[UInt8]] = []
    var start = 0
    while limit < 0 || parts.count < limit - 1, let found = text.firstIndex(of: separator, from: start) {
      parts.append(Array(text[start..<found]))
      start = found + separator.count
    }
    parts.append(Array(text[start...]))
    return parts
  }

  private static func numbered(_ parts: [[UInt8]], _ execution: Execution) throws -> GoValue {
    try execution.charge(elements: parts.count)
    let map = GoMap(element: .string)
    for (index, part) in parts.enumerated() { map[ByteString("_\(index)")] = .string(part) }
    return .map(map)
  }
}
