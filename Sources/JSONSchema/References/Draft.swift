import Structure

/// The editions of JSON Schema, in the order in which they came out.
enum Draft: Int, Sendable, CaseIterable, Comparable {
  case draft4 = 4
  case draft6 = 6
  case draft7 = 7
  case draft2019 = 2019
  case draft2020 = 2020

  static func < (left: Draft, right: Draft) -> Bool { left.rawValue < right.rawValue }

  /// The address of the metaschema without fragment, as `$schema` names it.
  var address: String {
    switch self {
    case .draft4: "http://json-schema.org/draft-04/schema"
    case .draft6: "http://json-schema.org/draft-06/schema"
    case .draft7: "http://json-schema.org/draft-07/schema"
    case .draft2019: "https://json-schema.org/draft/2019-09/schema"
    case .draft2020: "https://json-schema.org/draft/2020-12/schema"
    }
  }

  /// The draft that `$schema` names; `http` and `https` count alike. An address without edition means the latest.
  init?(address: String) {
    var name = Substring(address)
    if name.hasSuffix("#") { name = name.dropLast() }
    guard let rest = ["http://", "https://"].first(where: name.hasPrefix).map({ name.dropFirst($0.count) })
    else { return nil }
    if rest == "json-schema.org/schema" {
      self = .draft2020
      return
    }
    guard let draft = Self.allCases.first(where: { $0.address.hasSuffix("//" + rest) }) else { return nil }
    self = draft
  }

  /// The keyword that gives a schema its address.
  var idKeyword: String { self == .draft4 ? "id" : "$id" }

  /// Where schemas stand inside a schema.
  enum Position {
    case schema
    case schemas
    case named
    /// A schema, or a list of them.
    case schemaOrList
  }

  /// The keywords of this draft under which schemas stand.
  var positions: [String: Position] {
    switch self {
    case .draft4: Self.positions4
    case .draft6: Self.positions6
    case .draft7: Self.positions7
    case .draft2019: Self.positions2019
    case .draft2020: Self.positions2020
    }
  }

  private static let positions4: [String: Position] = [
    "definitions": .named, "not": .schema, "allOf": .schemas, "anyOf": .schemas, "oneOf": .schemas,
    "properties": .named, "additionalProperties": .schema, "patternProperties": .named, "items": .schemaOrList,
    "additionalItems": .schema, "dependencies": .named,
  ]
  private static let positions6 = positions4.merging(["propertyNames": .schema, "contains": .schema]) { $1 }
  private static let positions7 = positions6.merging(["if": .schema, "then": .schema, "else": .schema]) { $1 }
  private static let positions2019 = positions7.merging([
    "$defs": .named, "dependentSchemas": .named, "unevaluatedProperties": .schema, "unevaluatedItems": .schema,
    "contentSchema": .schema,
  ]) { $1 }
  private static let positions2020 = positions2019.merging(["prefixItems": .schemas]) { $1 }

  /// The last parts of the names of this draft's vocabularies; none before 2019-09.
  var vocabularies: Set<String> {
    switch self {
    case .draft4, .draft6, .draft7: []
    case .draft2019: ["core", "applicator", "validation", "meta-data", "format", "content"]
    case .draft2020:
      [
        "core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "format-assertion",
        "content",
      ]
    }
  }

  /// The last part of a vocabulary's name when it is one of this draft's.
  func vocabulary(_ name: String) -> String? {
    let folder =
      self == .draft2019
      ? "https://json-schema.org/draft/2019-09/vocab/"
      : "https://json-schema.org/draft/2020-12/vocab/"
    guard name.hasPrefix(folder) else { return nil }
    let last = String(name.dropFirst(folder.count))
    return vocabularies.contains(last) ? last : nil
  }
}
