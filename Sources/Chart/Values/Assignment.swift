import Structure
import Template

/// Single settings of values as the command line takes them: `a.b=1,c[0]=x,d={1,2}`.
package struct Assignment: Sendable {
  /// What the text behind `=` means.
  package enum Form: Sendable {
    /// `--set`: true, false, null and integers are what they look like, the rest is text.
    case typed
    /// `--set-string`: always text.
    case text
    /// `--set-file`: the path of a file whose content is the value.
    case file(read: @Sendable (String) throws -> [UInt8])
    /// `--set-json`: JSON; or, without a key, a whole JSON object.
    case json
    /// `--set-literal`: the rest of the argument as it is, commas and all.
    case literal
  }

  package var form: Form
  package var text: String

  package init(_ form: Form, _ text: String) {
    self.form = form
    self.text = text
  }
}

extension UserValues {
  /// Puts a setting over the values.
  /// - Throws: ``ChartError`` with the setting and what is wrong about it.
  package mutating func apply(_ assignment: Assignment) throws(ChartError) {
    if case .json = assignment.form, assignment.text.trimmed.hasPrefix("{") {
      return try merge(json: assignment.text)
    }
    var reader = AssignmentReader(assignment)
    do {
      try reader.apply(to: map)
    } catch let error as AssignmentReader.Mistake {
      throw ChartError(.values, "'\(assignment.text)': \(error.message)")
    } catch {
      throw ChartError(.values, "'\(assignment.text)': \(error)")
    }
  }

  private func merge(json text: String) throws(ChartError) {
    do {
      guard case .map(let upper) = try JSONReader.read(Array(text.utf8)) else { return }
      Self.merge(upper, into: map)
    } catch {
      throw ChartError(.values, "'\(text)' is no JSON: \(error.message)")
    }
  }

  private static func merge(_ upper: GoMap, into map: GoMap) {
    for (key, value) in zip(upper.keys, upper.values) {
      if case .map(let above) = value, case .map(let below)? = map[key] {
        merge(above, into: below)
      } else {
        map[key] = .some(value)
      }
    }
  }
}

/// Reads one argument of `--set` and its kin. The grammar, with `\` quoting any character, is Helm's.
private struct AssignmentReader {
  struct Mistake: Error { var message: String }

  private let form: Assignment.Form
  private let text: [Unicode.Scalar]
  private var index = 0

  private static let largestIndex = 65_536
  private static let deepestName = 30

  init(_ assignment: Assignment) {
    form = assignment.form
    text = Array(assignment.text.unicodeScalars)
  }

  private var isAtEnd: Bool { index >= text.count }

  private var takesLiteral: Bool { if case .literal = form { true } else { false } }

  mutating func apply(to map: GoMap) throws {
    while !isAtEnd { try key(in: map, depth: 0) }
  }

  /// The text up to one of `stops`, which is consumed and given too; nil for it at the end.
  private mutating func take(until stops: Set<Unicode.Scalar>) -> (text: String, stop: Unicode.Scalar?) {
    var taken = String.UnicodeScalarView()
    while index < text.count {
      let scalar = text[index]
      index += 1
      if stops.contains(scalar) { return (String(taken), scalar) }
      if scalar == "\\", !takesLiteral {
        guard index < text.count else { break }
        taken.append(text[index])
        index += 1
      } else {
        taken.append(scalar)
      }
    }
    return (String(taken), nil)
  }

  private mutating func key(in map: GoMap, depth: Int) throws {
    let (name, stop) = take(until: takesLiteral ? ["=", "[", "."] : ["=", "[", ",", "."])
    let key = ByteString(name)
    switch stop {
    case "=":
      let value = try value()
      if !name.isEmpty { map[key] = .some(value) }
    case "[":
      let position = try listIndex()
      let list: [GoValue]
      switch map[key] {
      case nil: list = []
      case .list(let present)?: list = present.elements
      case let other?: throw Mistake(message: "'\(name)' is \(other.described), not a list")
      }
      let changed = try element(of: list, at: position, depth: depth)
      if !name.isEmpty { map[key] = .list(changed) }
    case ".":
      guard depth < Self.deepestName else {
        throw Mistake(message: "names may nest \(Self.deepestName) levels deep")
      }
      let inner: GoMap
      switch map[key] {
      case nil: inner = GoMap()
      case .map(let present)?: inner = present
      case let other?: throw Mistake(message: "'\(name)' is \(other.described), not a mapping")
      }
      try self.key(in: inner, depth: depth + 1)
      guard inner.count > 0 else { throw Mistake(message: "'\(name)' has no value") }
      if !name.isEmpty { map[key] = .map(inner) }
    case ",": throw Mistake(message: "'\(name)' has no value; expected '\(name)=VALUE' in front of the comma")
    default:
      if name.isEmpty { return }
      throw Mistake(message: "'\(name)' has no value; expected '\(name)=VALUE'")
    }
  }

  private mutating func listIndex() throws -> Int {
    let (digits, stop) = take(until: ["]"])
    guard stop != nil else { throw Mistake(message: "a '[' has no ']'") }
    guard let number = Int(digits) else { throw Mistake(message: "'\(digits)' is no index of a list") }
    guard number >= 0 else { throw Mistake(message: "negative \(number) index not allowed") }
    guard number <= Self.largestIndex else {
      throw Mistake(message: "index \(number) is greater than the maximum of \(Self.largestIndex)")
    }
    return number
  }

  /// The list with what follows `]` put at a position; null fills what is missing before it.
  private mutating func element(of list: [GoValue], at position: Int, depth: Int) throws -> [GoValue] {
    var list = list
    let (name, stop) = take(until: ["[", ".", "="])
    guard name.isEmpty else { throw Mistake(message: "unexpected '\(name)' behind the index of a list") }
    let present = position < list.count ? list[position] : .none
    let value: GoValue
    switch stop {
    case "=": value = try self.value()
    case "[":
      let next = try listIndex()
      value = .list(try element(of: present.list?.elements ?? [], at: next, depth: depth))
    case ".":
      let inner = present.map ?? GoMap()
      try key(in: inner, depth: depth)
      value = .map(inner)
    default: throw Mistake(message: "nothing stands behind the index of a list; expected '=', '.' or '['")
    }
    if list.count <= position { list += [GoValue](repeating: .none, count: position + 1 - list.count) }
    list[position] = value
    return list
  }

  /// What stands behind `=`.
  private mutating func value() throws -> GoValue {
    switch form {
    case .json: return try jsonValue()
    case .literal:
      defer { index = text.count }
      var rest = String.UnicodeScalarView()
      rest.append(contentsOf: text[index...])
      return .string(String(rest))
    default: break
    }
    guard !isAtEnd else { return .string("") }
    if text[index] == "{" {
      index += 1
      return try list()
    }
    return try converted(take(until: [","]).text)
  }

  /// `{a,b}`, from behind the brace.
  private mutating func list() throws -> GoValue {
    var elements: [GoValue] = []
    while true {
      let (word, stop) = take(until: [",", "}"])
      guard let stop else { throw Mistake(message: "list must terminate with '}'") }
      elements.append(try converted(word))
      if stop == "}" {
        if index < text.count, text[index] == "," { index += 1 }
        return .list(elements)
      }
    }
  }

  private func converted(_ word: String) throws -> GoValue {
    switch form {
    case .file(let read): return .string(try read(word))
    case .typed: break
    default: return .string(word)
    }
    switch word.lowercased() {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .none
    case "0": return .int64(0)
    default: break
    }
    if !word.hasPrefix("0"), let number = Int64(word) { return .int64(number) }
    return .string(word)
  }

  /// One JSON value and the comma behind it.
  private mutating func jsonValue() throws -> GoValue {
    if skipBlank() { return .none }
    let end = endOfJSON()
    var document = String.UnicodeScalarView()
    document.append(contentsOf: text[index..<end])
    index = end
    let value: GoValue
    do {
      value = try JSONReader.read(Array(String(document).utf8))
    } catch {
      throw Mistake(message: "'\(String(document))' is no JSON: \(error.message)")
    }
    _ = skipBlank()
    return value
  }

  /// Skips white space and one comma; true when nothing but that stood there.
  private mutating func skipBlank() -> Bool {
    while index < text.count {
      if text[index] == "," {
        index += 1
        return true
      }
      guard text[index].properties.isWhitespace else { return false }
      index += 1
    }
    return true
  }

  /// Where the JSON value that begins here ends: at a comma outside of brackets and quotes.
  private func endOfJSON() -> Int {
    var depth = 0
    var isQuoted = false
    var position = index
    while position < text.count {
      let scalar = text[position]
      if isQuoted {
        if scalar == "\\" { position += 1 } else if scalar == "\"" { isQuoted = false }
      } else {
        switch scalar {
        case "\"": isQuoted = true
        case "{", "[": depth += 1
        case "}", "]": depth -= 1
        case ",": if depth <= 0 { return position }
        default: break
        }
      }
      position += 1
    }
    return text.count
  }
}
