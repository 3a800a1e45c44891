import Structure

/// Reads the fields of one mapping the way Go's JSON decoder does: names in any letter case, null for nothing, types as
/// declared. Remembers what it was asked for, so that a field nobody asked for is an error.
final class FieldReader {
  /// A field that could not be read, and where it stands.
  struct Problem: Error {
    var message: String
    var pointer: [String]
    /// Whether the key is wrong rather than its value.
    var isKey: Bool
  }

  private let mapping: Mapping
  /// The path from the root of the document.
  let pointer: [String]
  /// Whether fields that nobody asks for are refused.
  private let isStrict: Bool
  /// Whether a number or a boolean may stand where a string is expected.
  private let isLenient: Bool
  private var asked: [String] = []
  private var used: Set<String> = []

  init(
    _ value: Value, pointer: [String], isStrict: Bool, isLenient: Bool = false, of what: String
  ) throws(Problem) {
    self.pointer = pointer
    self.isStrict = isStrict
    self.isLenient = isLenient
    switch value {
    case .object(let mapping): self.mapping = mapping
    case .null: mapping = Mapping()
    default:
      throw Problem(message: "\(what) must be a mapping, not \(value.typeName)", pointer: pointer, isKey: false)
    }
  }

  /// The value of a field as it was written and where it stands; nil when it is missing or null.
  func value(_ name: String) -> (value: Value, pointer: [String])? {
    asked.append(name)
    var found: (value: Value, key: String)?
    if let exact = mapping[name] {
      found = (exact, name)
      used.insert(name)
    }
    for key in mapping.keys
    where key != name && key.utf8.count == name.utf8.count && key.lowercased() == name.lowercased() {
      used.insert(key)
      if let value = mapping[key], found == nil { found = (value, key) }
    }
    guard let found, !found.value.isNull else { return nil }
    return (found.value, pointer + [found.key])
  }

  func string(_ name: String) throws(Problem) -> String {
    guard let (value, place) = value(name) else { return "" }
    return try string(value, place, name)
  }

  func bool(_ name: String) throws(Problem) -> Bool {
    guard let (value, place) = value(name) else { return false }
    guard let flag = value.bool else { throw Self.mismatch(name, "true or false", value, place) }
    return flag
  }

  func integer(_ name: String) throws(Problem) -> Int64 {
    guard let (value, place) = value(name) else { return 0 }
    switch value {
    case .int(let number): return number
    case .double(let number) where Int64(exactly: number) != nil: return Int64(number)
    default: throw Self.mismatch(name, "an integer", value, place)
    }
  }

  func strings(_ name: String) throws(Problem) -> [String] {
    try list(name) { value, place throws(Problem) in
      value.isNull ? "" : try string(value, place, name)
    } ?? []
  }

  /// Keys in order of the text, since a mapping has no order there.
  func stringMap(_ name: String) throws(Problem) -> [String: String]? {
    guard let (value, place) = value(name) else { return nil }
    guard let mapping = value.object else { throw Self.mismatch(name, "a mapping", value, place) }
    var result: [String: String] = [:]
    for (key, value) in mapping {
      result[key] = value.isNull ? "" : try string(value, place + [key], "\(name).\(key)")
    }
    return result
  }

  func boolMap(_ name: String) throws(Problem) -> [String: Bool] {
    guard let (value, place) = value(name) else { return [:] }
    guard let mapping = value.object else { throw Self.mismatch(name, "a mapping", value, place) }
    var result: [String: Bool] = [:]
    for (key, value) in mapping where !value.isNull {
      guard let flag = value.bool else { throw Self.mismatch("\(name).\(key)", "true or false", value, place + [key]) }
      result[key] = flag
    }
    return result
  }

  /// The elements of a list, each read by `read`; nil when the field is missing.
  func list<Element>(
    _ name: String, _ read: (Value, [String]) throws(Problem) -> Element
  ) throws(Problem) -> [Element]? {
    guard let (value, place) = value(name) else { return nil }
    guard let elements = value.array else { throw Self.mismatch(name, "a list", value, place) }
    var result: [Element] = []
    result.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() { result.append(try read(element, place + ["\(index)"])) }
    return result
  }

  /// A list of mappings.
  func records<Record>(
    _ name: String, _ read: (FieldReader) throws(Problem) -> Record
  ) throws(Problem) -> [Record] {
    try list(name) { value, place throws(Problem) in
      try record(value, place, name, read)
    } ?? []
  }

  /// A mapping; nil when the field is missing.
  func record<Record>(
    _ name: String, _ read: (FieldReader) throws(Problem) -> Record
  ) throws(Problem) -> Record? {
    guard let (value, place) = value(name) else { return nil }
    return try record(value, place, name, read)
  }

  private func record<Record>(
    _ value: Value, _ place: [String], _ name: String, _ read: (FieldReader) throws(Problem) -> Record
  ) throws(Problem) -> Record {
    let reader = try FieldReader(
      value, pointer: place, isStrict: isStrict, isLenient: isLenient, of: "an entry of '\(name)'")
    let result = try read(reader)
    try reader.finish()
    return result
  }

  /// - Throws: For the first field that nobody asked for.
  func finish() throws(Problem) {
    guard isStrict else { return }
    for key in mapping.keys where !used.contains(key) {
      throw Problem(
        message: "unknown field '\(key)'\(NearestName.hint(key, among: asked))", pointer: pointer + [key], isKey: true)
    }
  }

  func string(_ value: Value, _ place: [String], _ name: String) throws(Problem) -> String {
    if isLenient {
      switch value {
      case .int(let number): return "\(number)"
      case .uint(let number): return "\(number)"
      case .double(let number): return GoNumber.shortest(number)
      case .bool(let flag): return flag ? "true" : "false"
      default: break
      }
    }
    guard let text = value.string else {
      throw Self.mismatch(
        name, "a string", value, place, hint: value.array == nil && value.object == nil ? ": put it in quotes" : "")
    }
    return text
  }

  static func mismatch(
    _ name: String, _ expected: String, _ value: Value, _ place: [String], hint: String = ""
  ) -> Problem {
    Problem(message: "'\(name)' must be \(expected), not \(value.typeName)\(hint)", pointer: place, isKey: false)
  }
}
