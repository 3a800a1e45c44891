import Kube
import Structure

/// Comments that give the schema of a field, such as `items: # {"type":"array","x-kubernetes-patch-strategy":"merge"}`.
///
/// The original's library reads them for its own tools, and so its patches obey them. Here only texts that have such a
/// comment pay for it.
struct SchemaComments {
  /// The schema texts by line, counted from 0.
  private var byLine: [Int: Value] = [:]

  var isEmpty: Bool { byLine.isEmpty }

  init(_ bytes: ArraySlice<UInt8>) {
    let mark = UInt8(ascii: "#")
    guard bytes.contains(mark) else { return }
    for (number, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      guard let start = line.firstIndex(of: mark), start > line.startIndex else { continue }
      let text = line[start...].drop { $0 == mark || $0 == UInt8(ascii: " ") }
      guard text.first == UInt8(ascii: "{"), let schema = try? JSON.parse(Array(text)), schema.object != nil else {
        continue
      }
      byLine[number] = schema
    }
  }

  /// The schema that a comment on this line gives.
  func schema(onLine line: Int) -> MergeSchemaNode? {
    guard var schema = byLine[line] else { return nil }
    let kind = GroupVersionKind(group: "", version: "v1", kind: "Comment")
    schema["x-kubernetes-group-version-kind"] = [["group": "", "version": "v1", "kind": "Comment"]]
    return MergeSchema(openAPI: ["definitions": ["Comment": schema]]).node(for: kind)
  }
}

/// The nodes that have a schema of their own, from comments.
final class SchemaNotes {
  private var noted: [ObjectIdentifier: (node: Node, schema: MergeSchemaNode)] = [:]

  func note(_ schema: MergeSchemaNode, on node: Node) { noted[ObjectIdentifier(node)] = (node, schema) }

  func merge(_ other: SchemaNotes) { noted.merge(other.noted) { _, new in new } }

  func schema(of node: Node?) -> MergeSchemaNode? {
    guard !noted.isEmpty, let node else { return nil }
    return noted[ObjectIdentifier(node)]?.schema
  }
}
