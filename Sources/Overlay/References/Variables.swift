import Structure

/// Replaces `$(NAME)` by the values of `vars`.
struct Variables {
  /// A value that can stand for a variable.
  enum Content {
    case text(String)
    case int(Int64)
    case float(Double)
    case bool(Bool)
    /// A list or a mapping, which cannot be inserted.
    case other
  }

  let contents: [String: Content]
  let fields: [FieldSpec]

  /// Looks the values up in the objects that the variables were bound to.
  init(_ variables: [Variable], fields: [FieldSpec], in map: ResourceMap) throws(Failure) {
    var owners: [String: Resource] = [:]
    for resource in map.resources {
      for name in resource.variableNames where owners[name] == nil { owners[name] = resource }
    }
    var contents: [String: Content] = [:]
    for variable in variables {
      guard let owner = owners[variable.name] else {
        throw Failure("var '\(variable.name)' cannot be mapped to a field in the set of known resources")
      }
      contents[variable.name] = try Self.content(variable, of: owner)
    }
    self.contents = contents
    self.fields = fields
  }

  private static func content(_ variable: Variable, of resource: Resource) throws(Failure) -> Content {
    let path = FieldPath.splitDotted(variable.fieldPath).flatMap(indexed)
    let field: Node?
    do throws(Failure) { field = try resource.node?.lookup(path) } catch { field = nil }
    guard let field else {
      throw Failure(
        "var '\(variable.name)': the field '\(variable.fieldPath)' is not in \(resource.currentID.description)")
    }
    guard field.kind == .scalar else { return .other }
    switch field.tag {
    case .int:
      guard let number = Int64(field.text) else {
        throw Failure("var '\(variable.name)': the value is no decimal integer")
      }
      return .int(number)
    case .float: return ScalarResolution.float(field.text).map(Content.float) ?? .text(field.text)
    case .bool: return ScalarResolution.boolean(field.text).map(Content.bool) ?? .text(field.text)
    default: return .text(field.text)
    }
  }

  /// `ports[0]` is a field and an index.
  private static func indexed(_ part: String) -> [String] {
    guard part.hasSuffix("]"), let open = part.lastIndex(of: "[") else { return [part] }
    let digits = part[part.index(after: open)...].dropLast()
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return [part] }
    let name = String(part[..<open])
    return name.isEmpty ? [String(digits)] : [name, String(digits)]
  }

  func apply(to map: ResourceMap) throws(Failure) {
    guard !contents.isEmpty else { return }
    let table = FieldTable(fields)
    let visitor = FieldVisitor { value throws(Failure) in try expand(value) }
    for resource in map.resources {
      guard let node = resource.node else { continue }
      try resource.naming { () throws(Failure) in
        for spec in table.specs(for: resource.selector) { try visitor.apply(spec, to: node) }
      }
    }
  }

  private func expand(_ value: Node) throws(Failure) {
    if value.isNull { return }
    switch value.kind {
    case .scalar: if value.isText { set(value) }
    case .mapping:
      for entry in value.entries {
        guard entry.key.isText else { throw Failure("the key '\(entry.key.text)' is no string") }
        if entry.value.isText { set(entry.value) }
      }
    case .sequence:
      for item in value.items {
        guard item.isText else { throw Failure("expected a list of strings, but it has \(item.kindName)") }
        set(item)
      }
    default: return
    }
  }

  private func set(_ node: Node) {
    switch replaced(node.text) {
    case .int(let number): (node.text, node.tag) = ("\(number)", .int)
    case .bool(let flag): (node.text, node.tag) = (flag ? "true" : "false", .bool)
    case .float(let number): (node.text, node.tag) = (GoNumber.plain(number), .float)
    case .text(let text): (node.text, node.tag) = (text, .string)
    case .other: return
    }
    node.style = []
  }

  /// The text with variables replaced. A text that is one variable and nothing else takes its type too.
  private func replaced(_ text: String) -> Content {
    let bytes = Array(text.utf8)
    let dollar = UInt8(ascii: "$")
    guard bytes.contains(dollar) else { return .text(text) }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == dollar, index + 1 < bytes.count else {
        result.append(bytes[index])
        index += 1
        continue
      }
      switch bytes[index + 1] {
      case dollar:
        result.append(dollar)
        index += 2
      case UInt8(ascii: "("):
        guard let close = bytes[(index + 2)...].firstIndex(of: UInt8(ascii: ")")) else {
          result.append(contentsOf: bytes[index...index + 1])
          index += 2
          continue
        }
        let name = String(decoding: bytes[(index + 2)..<close], as: UTF8.self)
        let content = contents[name] ?? .other
        if index == 0, close == bytes.count - 1 {
          if case .other = content { return .text(text) }
          return content
        }
        result.append(contentsOf: Self.text(content, name).utf8)
        index = close + 1
      default:
        result.append(contentsOf: bytes[index...index + 1])
        index += 2
      }
    }
    return .text(String(decoding: result, as: UTF8.self))
  }

  private static func text(_ content: Content, _ name: String) -> String {
    switch content {
    case .text(let text): text
    case .int(let number): "\(number)"
    case .float(let number): GoNumber.shortest(number)
    case .bool(let flag): flag ? "true" : "false"
    case .other: "$(\(name))"
    }
  }
}
