import Structure

/// A compiled schema: all schemas that can be reached from it, in one table.
struct Program: Sendable {
  /// What a resource offers to dynamic references.
  struct Scope: Sendable {
    var dynamicAnchors: [String: SchemaNode.ID] = [:]
    /// The resource's root when it says `$recursiveAnchor: true`.
    var recursiveAnchor: SchemaNode.ID?
  }

  var nodes: [SchemaNode] = []
  var scopes: [Scope] = []
  var root: SchemaNode.ID = 0
  var locations: LocationTable
}
