import GRDB
package import Kube
import Structure

extension StoreReader {
  /// The version of the whole store: the sequence of the last change to any object. Lists of this snapshot are at it.
  package var version: UInt64 {
    get throws {
      try one(Int64.self, "SELECT seq FROM sqlite_sequence WHERE name = 'changes'").map(UInt64.init) ?? 0
    }
  }

  /// The object with this key, or nil.
  package func object(_ key: ObjectKey) throws -> KubeObject? {
    try one(
      String.self,
      "SELECT content FROM objects WHERE api_group = ? AND kind = ? AND namespace = ? AND name = ?",
      [key.group, key.kind, key.namespace, key.name]
    ).map(StoredJSON.object)
  }

  /// The objects that match, sorted by group, kind, namespace and name.
  package func objects(_ query: ObjectQuery) throws -> [KubeObject] {
    let (condition, arguments) = Self.condition(query, labels: true)
    var sql = "SELECT content FROM objects WHERE \(condition) ORDER BY api_group, kind, namespace, name"
    if let limit = query.limit { sql += " LIMIT \(max(0, limit))" }
    let statement = try database.cachedStatement(sql: sql)
    let texts = try String.fetchCursor(statement, arguments: arguments)
    var objects: [KubeObject] = []
    while let text = try texts.next() { objects.append(try StoredJSON.object(text)) }
    return objects
  }

  /// How many objects match, without reading them.
  package func count(_ query: ObjectQuery) throws -> Int {
    let (condition, arguments) = Self.condition(query, labels: true)
    return try one(Int.self, "SELECT count(*) FROM objects WHERE \(condition)", arguments) ?? 0
  }

  /// The keys of the objects that match, sorted, without reading the objects.
  package func keys(_ query: ObjectQuery) throws -> [ObjectKey] {
    let (condition, arguments) = Self.condition(query, labels: true)
    var sql = "SELECT api_group, kind, namespace, name FROM objects WHERE \(condition)"
    sql += " ORDER BY api_group, kind, namespace, name"
    if let limit = query.limit { sql += " LIMIT \(max(0, limit))" }
    return try rows(sql, arguments).map { Self.key($0) }
  }

  static func key(_ row: Row) -> ObjectKey {
    ObjectKey(group: row["api_group"], kind: row["kind"], namespace: row["namespace"], name: row["name"])
  }

  static func condition(_ query: ObjectQuery, labels: Bool) -> (String, StatementArguments) {
    var terms: [String] = []
    var arguments = StatementArguments()
    let fields = [
      ("api_group", query.group), ("kind", query.kind), ("namespace", query.namespace), ("name", query.name),
    ]
    for case (let column, let value?) in fields {
      terms.append("\(column) = ?")
      arguments += [value]
    }
    if let after = query.startAfter {
      terms.append("(api_group, kind, namespace, name) > (?, ?, ?, ?)")
      arguments += [after.group, after.kind, after.namespace, after.name]
    }
    if labels {
      for (label, value) in query.labels.sorted(by: { $0.key < $1.key }) {
        // A quote cannot stand in a label's name; one that has it matches nothing.
        terms.append("json_extract(labels, ?) = ?")
        arguments += ["$.\"\(label.filter { $0 != "\"" })\"", value]
      }
    }
    return (terms.isEmpty ? "1" : terms.joined(separator: " AND "), arguments)
  }
}
