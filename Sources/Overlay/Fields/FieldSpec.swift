import Structure

/// A field of some kinds of objects, by path.
struct FieldSpec: Hashable {
  var kind: KindSelector
  /// As written: names with `/` between them, `[]` after the name of a list.
  let path: String
  /// Whether missing fields are made on the way.
  var create: Bool
  /// The path in steps, an escaped slash kept in its name.
  let steps: [Step]

  struct Step: Hashable {
    var name: String
    var isList: Bool
    /// Whether the name is a key and neither an index nor a selector.
    var isPlain: Bool
  }

  init(kind: KindSelector = KindSelector(), path: String, create: Bool = false) {
    self.kind = kind
    self.path = path
    self.create = create
    steps =
      Self.plainSteps(path)
      ?? FieldPath.split(path, at: "/").map { part in
        let isList = part.hasSuffix("[]")
        let name = isList ? String(part.dropLast(2)) : part
        let isPlain =
          !name.isEmpty && Int(name) == nil && name != "-" && name != "*" && !FieldPath.isListSelector(name)
          && name.trimmed.utf8.count == name.utf8.count
        return Step(name: name, isList: isList, isPlain: isPlain)
      }
  }

  /// The steps of a path of letters, which nearly all are.
  private static func plainSteps(_ path: String) -> [Step]? {
    path.withUTF8Bytes { bytes in
      var steps: [Step] = []
      steps.reserveCapacity(6)
      var start = 0
      for index in 0...bytes.count {
        if index < bytes.count, bytes[index] != UInt8(ascii: "/") {
          let letter = bytes[index] | 0x20
          guard letter >= UInt8(ascii: "a"), letter <= UInt8(ascii: "z") else { return nil }
          continue
        }
        guard index > start else { return nil }
        let name = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self)
        steps.append(Step(name: name, isList: false, isPlain: true))
        start = index + 1
      }
      return steps
    }
  }

  /// Whether `self` covers what `other` asks for: the same path, and a kind that `other` selects.
  func isCoveredBy(_ other: FieldSpec) -> Bool { path == other.path && other.kind.selects(kind) }

  static func == (left: FieldSpec, right: FieldSpec) -> Bool {
    left.path == right.path && left.kind == right.kind && left.create == right.create
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(path)
    hasher.combine(kind)
  }
}

/// A group, version and kind where an empty part means any.
struct KindSelector: Hashable {
  var group = ""
  var version = ""
  var kind = ""

  func selects(group: String, version: String, kind: String) -> Bool {
    (self.kind.isEmpty || self.kind.hasSameBytes(as: kind))
      && (self.group.isEmpty || self.group.hasSameBytes(as: group))
      && (self.version.isEmpty || self.version.hasSameBytes(as: version))
  }

  func selects(_ other: KindSelector) -> Bool {
    selects(group: other.group, version: other.version, kind: other.kind)
  }

  static func == (left: KindSelector, right: KindSelector) -> Bool {
    left.kind.hasSameBytes(as: right.kind) && left.group.hasSameBytes(as: right.group)
      && left.version.hasSameBytes(as: right.version)
  }

  /// Kustomize's form for messages.
  var description: String {
    [kind.isEmpty ? "[noKind]" : kind, version.isEmpty ? "[noVer]" : version, group.isEmpty ? "[noGrp]" : group]
      .joined(separator: ".")
  }

  /// The order in which kustomize keeps field specifications.
  static func isOrderedBefore(_ left: KindSelector, _ right: KindSelector) -> Bool {
    let ranks = (LegacyOrder.byDefault.rank(left.kind), LegacyOrder.byDefault.rank(right.kind))
    return ranks.0 != ranks.1 ? ranks.0 < ranks.1 : left.sortKey < right.sortKey
  }

  private var sortKey: String {
    [group.isEmpty ? "~G" : group, version.isEmpty ? "~V" : version, kind.isEmpty ? "~K" : kind].joined(separator: "_")
  }
}

extension [FieldSpec] {
  /// Adds what is not covered yet.
  /// - Throws: When a covered one differs in whether it creates.
  mutating func merge(_ incoming: [FieldSpec]) throws(Failure) {
    for spec in incoming { try merge(spec) }
  }

  mutating func merge(_ spec: FieldSpec) throws(Failure) {
    guard let index = firstIndex(where: { $0.isCoveredBy(spec) }) else {
      append(spec)
      return
    }
    guard self[index].create == spec.create else {
      throw Failure("the field '\(spec.path)' is specified twice, with and without 'create'")
    }
  }

  /// The same with memory of its own, so that two threads do not count references to one.
  var unshared: [FieldSpec] {
    map { FieldSpec(kind: $0.kind, path: String(decoding: [UInt8]($0.path.utf8), as: UTF8.self), create: $0.create) }
  }

  func sortedByKind() -> [FieldSpec] { sorted { KindSelector.isOrderedBefore($0.kind, $1.kind) } }
}
