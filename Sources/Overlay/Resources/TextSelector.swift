/// The text form of a label selector, read as Kubernetes reads it: `a=b,c!=d,e in (f,g),h notin (i),j,!k,l>1`.
///
/// A text that is none is an error only once it is asked about an object, as in the original.
struct TextSelector {
  private enum Operator {
    case exists, absent
    case isIn([String])
    case notIn([String])
    case greater(Int64)
    case less(Int64)
  }

  private var requirements: [(key: String, operator: Operator)] = []

  private var problem: Failure?

  /// Whether there is nothing to ask.
  var isEmpty: Bool { requirements.isEmpty && problem == nil }

  init(_ text: String, field: String) {
    guard !text.isEmpty else { return }
    do throws(Failure) {
      var parser = Parser(tokens: Self.tokens(of: text))
      requirements = try parser.requirements()
    } catch {
      problem = Failure("\(field) '\(text)' is no selector: \(error.message)")
    }
  }

  /// - Throws: When the text was no selector.
  func matches(_ texts: [String: String]) throws(Failure) -> Bool {
    if let problem { throw problem }
    return requirements.allSatisfy { key, demand in
      switch demand {
      case .exists: texts[key] != nil
      case .absent: texts[key] == nil
      case .isIn(let values): texts[key].map(values.contains) ?? false
      case .notIn(let values): texts[key].map { !values.contains($0) } ?? true
      case .greater(let limit): texts[key].flatMap { Int64($0) }.map { $0 > limit } ?? false
      case .less(let limit): texts[key].flatMap { Int64($0) }.map { $0 < limit } ?? false
      }
    }
  }

  private enum Token: Equatable {
    case word(String)
    /// One of `! = == != ( ) , < >`.
    case symbol(String)
  }

  private static func tokens(of text: String) -> [Token] {
    var tokens: [Token] = []
    var rest = text[...]
    let special: Set<Character> = ["!", "=", "(", ")", ",", "<", ">"]
    while let first = rest.first {
      if first == " " || first == "\t" || first == "\r" || first == "\n" {
        rest.removeFirst()
      } else if special.contains(first) {
        if rest.hasPrefix("==") || rest.hasPrefix("!=") {
          tokens.append(.symbol(String(rest.prefix(2))))
          rest.removeFirst(2)
        } else {
          tokens.append(.symbol(String(first)))
          rest.removeFirst()
        }
      } else {
        let word = rest.prefix { !special.contains($0) && $0 != " " && $0 != "\t" && $0 != "\r" && $0 != "\n" }
        tokens.append(.word(String(word)))
        rest.removeFirst(word.count)
      }
    }
    return tokens
  }

  private struct Parser {
    let tokens: [Token]
    var position = 0

    init(tokens: [Token]) { self.tokens = tokens }

    private var next: Token? { position < tokens.count ? tokens[position] : nil }

    private mutating func take(_ symbol: String) -> Bool {
      guard next == .symbol(symbol) else { return false }
      position += 1
      return true
    }

    private mutating func word() -> String? {
      guard case .word(let text)? = next else { return nil }
      position += 1
      return text
    }

    mutating func requirements() throws(Failure) -> [(key: String, operator: Operator)] {
      var found: [(key: String, operator: Operator)] = []
      while next != nil {
        found.append(try requirement())
        guard next != nil else { break }
        guard take(",") else { throw Failure("expected ',' or the end after '\(found[found.count - 1].key)'") }
        if next == nil { throw Failure("expected a key after ','") }
      }
      return found
    }

    private mutating func requirement() throws(Failure) -> (key: String, operator: Operator) {
      let isNegated = take("!")
      guard let key = word() else { throw Failure("expected a key") }
      try LabelText.checkKey(key)
      if next == nil || next == .symbol(",") { return (key, isNegated ? .absent : .exists) }
      if isNegated { throw Failure("nothing may follow '!\(key)'") }
      if take("=") || take("==") { return (key, .isIn([try value()])) }
      if take("!=") { return (key, .notIn([try value()])) }
      if take(">") { return (key, .greater(try number())) }
      if take("<") { return (key, .less(try number())) }
      switch word() {
      case "in": return (key, .isIn(try values()))
      case "notin": return (key, .notIn(try values()))
      default: throw Failure("expected '=', '!=', 'in' or 'notin' after '\(key)'")
      }
    }

    private mutating func value() throws(Failure) -> String {
      if next == nil || next == .symbol(",") { return "" }
      guard let text = word() else { throw Failure("expected a value") }
      try LabelText.checkValue(text)
      return text
    }

    private mutating func number() throws(Failure) -> Int64 {
      guard let text = word(), let number = Int64(text) else { throw Failure("expected an integer after '<' or '>'") }
      return number
    }

    private mutating func values() throws(Failure) -> [String] {
      guard take("(") else { throw Failure("expected '('") }
      var values: [String] = []
      while true {
        if let text = word() {
          try LabelText.checkValue(text)
          values.append(text)
          if take(")") { return values }
          guard take(",") else { throw Failure("expected ',' or ')'") }
          if take(")") { return values + [""] }
        } else if take(",") {
          values.append("")
          if take(")") { return values }
        } else if take(")") {
          return values.isEmpty ? [""] : values
        } else {
          throw Failure("expected a value or ')'")
        }
      }
    }
  }
}

/// What Kubernetes accepts as keys and values of labels.
enum LabelText {
  static func checkKey(_ key: String) throws(Failure) {
    let parts = key.split(separator: "/", omittingEmptySubsequences: false)
    let name = parts.last ?? ""
    guard parts.count <= 2, isName(name.utf8), parts.count == 1 || isDomain(parts[0].utf8) else {
      throw Failure("'\(key)' is no label key")
    }
  }

  static func checkValue(_ value: String) throws(Failure) {
    guard value.isEmpty || isName(value.utf8) else { throw Failure("'\(value)' is no label value") }
  }

  private static func isName(_ text: Substring.UTF8View) -> Bool {
    guard (1...63).contains(text.count), let first = text.first, let last = text.last else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && text.allSatisfy { isAlphanumeric($0) || [45, 46, 95].contains($0) }
  }

  private static func isName(_ text: String.UTF8View) -> Bool { isName(text[...]) }

  private static func isDomain(_ text: Substring.UTF8View) -> Bool {
    guard (1...253).contains(text.count) else { return false }
    return text.split(separator: 46, omittingEmptySubsequences: false).allSatisfy { label in
      guard let first = label.first, let last = label.last else { return false }
      return isLower(first) && isLower(last) && label.allSatisfy { isLower($0) || $0 == 45 }
    }
  }

  private static func isLower(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...122).contains(byte) }
  private static func isAlphanumeric(_ byte: UInt8) -> Bool { isLower(byte) || (65...90).contains(byte) }
}
