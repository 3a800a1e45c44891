import CSchemas
import Structure

/// A merge schema in memory: nodes that refer to each other by number. `scripts/generate-schemas.py` describes the
/// embedded form.
final class MergeSchemaTable: Sendable {
  enum Topology: UInt8, Sendable { case byDefault, atomic, set, map, granular }
  enum Scope: UInt8, Sendable { case unknown, cluster, namespaced }

  struct Node: Sendable {
    var shape: MergeSchemaNode.Shape
    var strategy: MergeSchemaNode.PatchStrategy
    var topology: Topology
    /// Into `keyLists`.
    var mergeKeys: UInt16?
    var mapKeys: UInt16?
    /// Of the elements of a list, or of the values of a map.
    var element: UInt16?
    /// Into `fields`; sorted by name number.
    var fields: Range<Int>

    static let untyped = Node(shape: .untyped, strategy: [], topology: .byDefault, fields: 0..<0)
  }

  struct Kind: Sendable {
    var plural: String?
    var node: UInt16?
    var scope: Scope
  }

  enum Embedded { case kustomize, serverSideApply }

  let names: [String]
  let numbers: [String: UInt16]
  let keyLists: [[MergeSchemaNode.Key]]
  let nodes: [Node]
  let fields: [(name: UInt16, node: UInt16)]
  let kinds: [GroupVersionKind: Kind]

  init(
    names: [String], keyLists: [[MergeSchemaNode.Key]], nodes: [Node], fields: [(name: UInt16, node: UInt16)],
    kinds: [GroupVersionKind: Kind]
  ) {
    self.names = names
    self.keyLists = keyLists
    self.nodes = nodes
    self.fields = fields
    self.kinds = kinds
    var numbers: [String: UInt16] = [:]
    numbers.reserveCapacity(names.count)
    for (number, name) in names.enumerated() { numbers[name] = UInt16(number) }
    self.numbers = numbers
  }

  convenience init(embedded: Embedded) {
    // The imported C arrays have no length that Swift knows, so their bytes are reached through a pointer.
    let bytes =
      switch embedded {
      case .kustomize: UnsafeRawBufferPointer(start: cschemas_kustomize_bytes(), count: cschemas_kustomize_count)
      case .serverSideApply:
        UnsafeRawBufferPointer(start: cschemas_server_side_apply_bytes(), count: cschemas_server_side_apply_count)
      }
    var reader = MergeSchemaReader(bytes)
    let counts = reader.header()
    let names = (0..<counts.strings).map { _ in reader.text() }
    let keyLists = (0..<counts.keyLists).map { _ in reader.keys(names) }
    let nodes = (0..<counts.nodes).map { _ in reader.node() }
    let fields = (0..<counts.fields).map { _ in (name: reader.u16(), node: reader.u16()) }
    var kinds: [GroupVersionKind: Kind] = [:]
    kinds.reserveCapacity(counts.kinds)
    for _ in 0..<counts.kinds {
      let (key, kind) = reader.kind(names)
      kinds[key] = kind
    }
    self.init(names: names, keyLists: keyLists, nodes: nodes, fields: fields, kinds: kinds)
  }

  /// The node of a named field, or nil.
  func field(_ name: String, of node: Node) -> UInt16? {
    guard !node.fields.isEmpty, let number = numbers[name] else { return nil }
    var low = node.fields.lowerBound
    var high = node.fields.upperBound
    while low < high {
      let middle = (low + high) / 2
      if fields[middle].name < number { low = middle + 1 } else { high = middle }
    }
    return low < node.fields.upperBound && fields[low].name == number ? fields[low].node : nil
  }

  func fieldNames(of node: Node) -> [String] { fields[node.fields].map { names[Int($0.name)] } }
}
