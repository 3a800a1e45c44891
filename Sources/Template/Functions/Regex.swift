import Structure

/// sprig's functions over regular expressions; the syntax is RE2's, as Go's is.
enum Regex {
  static let functions: [Function] =
    both("regexMatch", [.string, .string]) { expression, arguments, _ in
      .bool(expression.firstMatch(in: arguments.bytes(1), from: 0) != nil)
    }
    + both("regexFind", [.string, .string]) { expression, arguments, _ in
      let text = arguments.bytes(1)
      guard case .some(.some(let range)) = expression.firstMatch(in: text, from: 0)?.first else { return .string("") }
      return .string(Array(text[range]))
    }
    + both("regexFindAll", [.string, .string, .int]) { expression, arguments, execution in
      let text = arguments.bytes(1)
      let found = try matches(expression, text, limit: arguments.int(2), execution)
      if found.isEmpty { return .list(GoList([], element: .string, isNil: true)) }
      return .strings(found.map { ByteString(text[$0]) })
    }
    + both("regexReplaceAll", [.string, .string, .string]) { expression, arguments, execution in
      let pieces = Replacement(arguments.bytes(2), names: expression.groupNames)
      let text = arguments.bytes(1)
      return try replaced(expression, text, execution) { pieces.append($0, text, &$1) }
    }
    + both("regexReplaceAllLiteral", [.string, .string, .string]) { expression, arguments, execution in
      try replaced(expression, arguments.bytes(1), execution) { $1 += arguments.bytes(2) }
    }
    + both("regexSplit", [.string, .string, .int]) { expression, arguments, execution in
      try split(expression, arguments, execution)
    }
    + [
      Function("regexQuoteMeta", [.string]) { arguments, execution in
        var result: [UInt8] = []
        for byte in arguments.bytes(0) {
          if "\\.+*?()|[]{}^$".utf8.contains(byte) { result.append(0x5C) }
          result.append(byte)
        }
        return try execution.made(result)
      }
    ]

  /// A function and its `must` twin, which differ when the pattern is wrong.
  private static func both(
    _ name: String, _ parameters: [GoType],
    _ body: @escaping @Sendable (RegularExpression, [GoValue], Execution) throws -> GoValue
  ) -> [Function] {
    let must = "must" + name.prefix(1).uppercased() + name.dropFirst()
    return [
      Function(name, parameters) { arguments, execution in
        let expression: RegularExpression
        do {
          expression = try compile(arguments.string(0), execution)
        } catch let error as FunctionError {
          if name == "regexMatch" { return .bool(false) }
          throw FunctionError("regexp: Compile(\(shown(arguments.string(0)))): \(error.message)")
        }
        return try body(expression, arguments, execution)
      },
      Function(must, parameters) { arguments, execution in
        try body(try compile(arguments.string(0), execution), arguments, execution)
      },
    ]
  }

  /// The pattern as Go quotes it: raw where it can be.
  private static func shown(_ pattern: ByteString) -> String {
    Quoting.canBackquote(pattern.bytes) ? "`\(pattern)`" : Parser.quoted(pattern.bytes)
  }

  static func compile(_ pattern: ByteString, _ execution: Execution) throws -> RegularExpression {
    if let known = execution.expressions[pattern] { return known }
    do {
      let expression = try RegularExpression(withLongGroupNames(pattern))
      if execution.expressions.count > 500 { execution.expressions = [:] }
      execution.expressions[pattern] = expression
      return expression
    } catch {
      throw FunctionError(message(error, pattern))
    }
  }

  /// Go takes `(?<name>` as well; RE2 knows it as `(?P<name>` since always.
  private static func withLongGroupNames(_ pattern: ByteString) -> String {
    let bytes = pattern.bytes
    let mark = Array("(?<".utf8)
    guard bytes.firstIndex(of: mark, from: 0) != nil else { return pattern.text }
    var result: [UInt8] = []
    var isInClass = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x5C, index + 1 < bytes.count {
        result += bytes[index...index + 1]
        index += 2
        continue
      }
      if byte == UInt8(ascii: "[") { isInClass = true }
      if byte == UInt8(ascii: "]") { isInClass = false }
      if !isInClass, bytes[index...].starts(with: mark), index + 3 < bytes.count,
        Rune.isLetter(UInt32(bytes[index + 3])) || bytes[index + 3] == 0x5F
      {
        result += "(?P<".utf8
        index += 3
        continue
      }
      result.append(byte)
      index += 1
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// RE2's reason in Go's words.
  private static func message(_ error: SyntaxError, _ pattern: ByteString) -> String {
    let words: [(String, String)] = [
      ("missing ]", "missing closing ]"), ("missing )", "missing closing )"),
      ("trailing \\", "trailing backslash at end of expression"),
      ("no argument for repetition operator", "missing argument to repetition operator"),
      ("invalid repetition size", "invalid repeat count"),
      ("bad repetition operator", "invalid nested repetition operator"),
      ("invalid perl operator", "invalid or unsupported Perl syntax"),
      ("invalid named capture group", "invalid named capture"), ("unexpected )", "unexpected )"),
      ("invalid escape sequence", "invalid escape sequence"),
      ("invalid character class range", "invalid character class range"),
      ("invalid character class", "invalid character class"), ("invalid UTF-8", "invalid UTF-8"),
    ]
    let marker = "is not a regular expression: "
    var reason = error.message
    if let index = Array(reason.utf8).firstIndex(of: Array(marker.utf8), from: 0) {
      reason = String(decoding: Array(reason.utf8)[(index + marker.utf8.count)...], as: UTF8.self)
    }
    guard let (old, new) = words.first(where: { reason.hasPrefix($0.0) }) else {
      return "error parsing regexp: \(reason)"
    }
    if new.hasPrefix("trailing") { return "error parsing regexp: \(new): ``" }
    let rest = reason.dropFirst(old.count)
    let argument = rest.hasPrefix(": ") ? String(rest.dropFirst(2)) : pattern.text
    return "error parsing regexp: \(new): `\(argument)`"
  }

  /// The ranges of all matches; a negative limit is none.
  private static func matches(
    _ expression: RegularExpression, _ text: [UInt8], limit: Int, _ execution: Execution
  ) throws -> [Range<Int>] {
    var found: [Range<Int>] = []
    var position = 0
    var previousEnd = -1
    while limit < 0 || found.count < limit, position <= text.count {
      guard case .some(.some(let range)) = expression.firstMatch(in: text, from: position)?.first else { break }
      var isAccepted = true
      if range.upperBound == position {
        if range.lowerBound == previousEnd { isAccepted = false }
        position += position < text.count ? UTF8Text.decode(text, at: position).size : 1
      } else {
        position = range.upperBound
      }
      previousEnd = range.upperBound
      if isAccepted { found.append(range) }
    }
    try execution.charge(elements: found.count)
    return found
  }

  private static func replaced(
    _ expression: RegularExpression, _ text: [UInt8], _ execution: Execution,
    _ append: ([Range<Int>?], inout [UInt8]) -> Void
  ) throws -> GoValue {
    var result: [UInt8] = []
    var lastEnd = 0
    var position = 0
    while position <= text.count {
      guard let groups = expression.firstMatch(in: text, from: position), case .some(.some(let range)) = groups.first
      else { break }
      result += text[lastEnd..<range.lowerBound]
      // Not for an empty match right after another one.
      if range.upperBound > lastEnd || range.lowerBound == 0 { append(groups, &result) }
      lastEnd = range.upperBound
      let width = position < text.count ? UTF8Text.decode(text, at: position).size : 1
      position = position + width > range.upperBound ? position + width : range.upperBound
      if result.count > execution.options.limits.text { try execution.charge(result.count) }
    }
    result += text[lastEnd...]
    return try execution.made(result)
  }

  private static func split(
    _ expression: RegularExpression, _ arguments: [GoValue], _ execution: Execution
  ) throws -> GoValue {
    let text = arguments.bytes(1)
    let limit = arguments.int(2)
    if limit == 0 { return .list(GoList([], element: .string, isNil: true)) }
    if !arguments.string(0).isEmpty, text.isEmpty { return .strings([ByteString()]) }
    var parts: [ByteString] = []
    var begin = 0
    var end = 0
    for range in try matches(expression, text, limit: limit, execution) {
      if limit > 0, parts.count == limit - 1 { break }
      end = range.lowerBound
      if range.upperBound != 0 { parts.append(ByteString(text[begin..<end])) }
      begin = range.upperBound
    }
    if end != text.count { parts.append(ByteString(text[begin...])) }
    return .strings(parts)
  }

  /// A replacement with `$1`, `${name}` and `$$` cut into pieces.
  private struct Replacement {
    private enum Piece {
      case text([UInt8])
      case group(Int)
    }
    private var pieces: [Piece] = []

    init(_ template: [UInt8], names: [String: Int]) {
      var index = 0
      while let dollar = template[index...].firstIndex(of: UInt8(ascii: "$")) {
        pieces.append(.text(Array(template[index..<dollar])))
        if dollar + 1 < template.count, template[dollar + 1] == UInt8(ascii: "$") {
          pieces.append(.text([UInt8(ascii: "$")]))
          index = dollar + 2
          continue
        }
        guard let (name, end) = Self.name(template, after: dollar) else {
          pieces.append(.text([UInt8(ascii: "$")]))
          index = dollar + 1
          continue
        }
        let isNumber = name.allSatisfy { (0x30...0x39).contains($0) } && (name.count == 1 || name.first != 0x30)
        let word = String(decoding: name, as: UTF8.self)
        if isNumber, name.count < 9 {
          pieces.append(.group(Int(word) ?? Int.max))
        } else if let number = names[word] {
          pieces.append(.group(number))
        }
        index = end
      }
      pieces.append(.text(Array(template[index...])))
    }

    private static func name(_ template: [UInt8], after dollar: Int) -> ([UInt8], end: Int)? {
      let isBraced = dollar + 1 < template.count && template[dollar + 1] == UInt8(ascii: "{")
      let start = dollar + (isBraced ? 2 : 1)
      var end = start
      while end < template.count {
        let (rune, size) = UTF8Text.decode(template, at: end)
        guard Rune.isLetter(rune) || Rune.isDigit(rune) || rune == 0x5F else { break }
        end += size
      }
      guard end > start else { return nil }
      let name = Array(template[start..<end])
      if isBraced {
        guard end < template.count, template[end] == UInt8(ascii: "}") else { return nil }
        end += 1
      }
      return (name, end)
    }

    func append(_ groups: [Range<Int>?], _ text: [UInt8], _ result: inout [UInt8]) {
      for piece in pieces {
        switch piece {
        case .text(let bytes): result += bytes
        case .group(let number):
          if number < groups.count, let range = groups[number] { result += text[range] }
        }
      }
    }
  }
}
