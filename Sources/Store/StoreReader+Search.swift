import GRDB
package import Kube

extension StoreReader {
  /// The objects whose JSON has `text` somewhere, sorted by key: a way to find references without an index.
  ///
  /// A scan over the stored text, about a millisecond for each megabyte; only what matches is parsed. The caller checks
  /// where the text stands.
  package func objects(holding text: String) throws -> [KubeObject] {
    let statement = try database.cachedStatement(
      sql: "SELECT content FROM objects WHERE instr(content, ?) > 0 ORDER BY api_group, kind, namespace, name")
    return try String.fetchAll(statement, arguments: [text]).map(StoredJSON.object)
  }
}
