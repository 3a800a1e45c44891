import Kube
import Structure

/// Checks that the elements of applied lists can be told apart.
enum FieldIdentity {
  /// - Throws: ``ClusterError`` that names the list and the element.
  static func check(_ value: Value, _ schema: FieldSchema, _ path: String, _ key: ObjectKey) throws(ClusterError) {
    let topology = schema.topology(of: value)
    switch value {
    case .object(let mapping) where topology == .granular:
      for (name, item) in mapping {
        try check(item, schema.field(name), path.isEmpty ? name : "\(path).\(name)", key)
      }
    case .array(let items) where topology != .atomic:
      var seen: Set<PathElement> = []
      for (index, item) in items.enumerated() {
        guard let element = schema.element(for: item, topology) else {
          throw ClusterError(.invalid, "\(path)[\(index)]: \(missing(topology)) is required to tell it apart", key: key)
        }
        guard seen.insert(element).inserted else {
          throw ClusterError(.invalid, "\(path)\(element): stands there twice; remove one of them", key: key)
        }
        try check(item, schema.element, "\(path)\(element)", key)
      }
    default: break
    }
  }

  private static func missing(_ topology: Kube.MergeSchemaNode.Topology) -> String {
    guard case .associative(let keys) = topology else { return "a value" }
    return keys.map { "\"\($0.name)\"" }.joined(separator: ", ")
  }
}
