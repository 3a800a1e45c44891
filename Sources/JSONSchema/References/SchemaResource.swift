import Structure

/// A schema with an address of its own: the root of a document, or a part with an id.
struct SchemaResource: Sendable {
  var place: SchemaPlace
  var address: String
  var draft: Draft
  /// The vocabularies in force by the last parts of their names; nil when all of the draft's are.
  var vocabularies: Set<String>?
  var anchors: [String: SchemaPlace] = [:]
  var dynamicAnchors: Set<String> = []
  var isRecursiveAnchor = false
  /// Whether it is one of the metaschemas built in, which need no check.
  var isBuiltIn: Bool

  func has(vocabulary: String) -> Bool { vocabularies?.contains(vocabulary) ?? true }
}

/// A schema where it stands.
struct SchemaPlace: Sendable {
  var location: LocationTable.ID
  var value: Value
}
