package import Structure

/// The schema at one place in an object: what stands there, and how two versions of it merge.
package struct MergeSchemaNode: Sendable {
  /// What kind of value stands at the place.
  package enum Shape: UInt8, Sendable {
    /// Nothing is known: maps below merge field by field, lists are replaced as a whole.
    case untyped
    case scalar
    /// A mapping with named fields.
    case structure
    /// A mapping whose keys are free and whose values share one schema.
    case map
    case list
  }

  /// `x-kubernetes-patch-strategy`.
  package struct PatchStrategy: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let merge = PatchStrategy(rawValue: 1)
    package static let replace = PatchStrategy(rawValue: 2)
    package static let retainKeys = PatchStrategy(rawValue: 4)
  }

  /// A field that identifies an element of a list.
  package struct Key: Sendable, Hashable {
    package var name: String
    /// What an element without the field counts as, such as `TCP` for the protocol of a port.
    package var defaultValue: Value?

    package init(name: String, defaultValue: Value? = nil) {
      self.name = name
      self.defaultValue = defaultValue
    }
  }

  /// How server-side apply owns and merges what stands here.
  package enum Topology: Sendable, Hashable {
    /// One owner for the whole value: scalars, atomic lists and atomic maps.
    case atomic
    /// A mapping merged field by field.
    case granular
    /// A list of scalars without repetition.
    case set
    /// A list of mappings that the keys identify.
    case associative([Key])
  }

  let table: MergeSchemaTable
  let number: UInt16

  private var record: MergeSchemaTable.Node { table.nodes[Int(number)] }

  package var shape: Shape { record.shape }

  /// The schema of a field of a mapping; nil when none is known.
  package func field(_ name: String) -> MergeSchemaNode? {
    if let found = table.field(name, of: record) { return MergeSchemaNode(table: table, number: found) }
    return record.shape == .list ? nil : value
  }

  /// The names of the fields of a ``Shape/structure``, in byte order.
  package var fieldNames: [String] { table.fieldNames(of: record) }

  /// The schema of the elements of a list.
  package var element: MergeSchemaNode? { record.shape == .list ? value : nil }

  private var value: MergeSchemaNode? { record.element.map { MergeSchemaNode(table: table, number: $0) } }

  package var patchStrategy: PatchStrategy { record.strategy }
  /// `x-kubernetes-patch-merge-key`: one key, or none for lists of scalars.
  package var patchMergeKey: String? { record.mergeKeys.flatMap { table.keyLists[Int($0)].first?.name } }
  /// `x-kubernetes-list-map-keys`.
  package var listMapKeys: [Key] { record.mapKeys.map { table.keyLists[Int($0)] } ?? [] }

  /// What a strategic merge of kustomize identifies elements by; empty for lists of scalars and where nothing merges.
  package var strategicMergeKeys: [String] {
    guard !record.strategy.isEmpty else { return [] }
    let keys = listMapKeys
    return keys.isEmpty ? patchMergeKey.map { [$0] } ?? [] : keys.map(\.name)
  }

  /// How server-side apply treats what stands here. A list without a list type falls back on its patch strategy, as
  /// API servers do.
  package var topology: Topology {
    switch (record.shape, record.topology) {
    case (.scalar, _): .atomic
    case (.list, .set): .set
    case (.list, .map): .associative(listMapKeys)
    case (.list, .byDefault) where record.strategy.contains(.merge):
      record.mergeKeys.map { .associative(table.keyLists[Int($0)]) } ?? .set
    case (.list, _): .atomic
    case (_, .atomic): .atomic
    default: .granular
    }
  }
}
