import Kube
import Structure

/// The texts that columns hold. JSON, so that `sqlite3` shows and queries them.
enum StoredJSON {
  static func object(_ text: String) throws -> KubeObject {
    guard let mapping = try JSON.parse(Array(text.utf8)).object else { return KubeObject(Mapping()) }
    return KubeObject(mapping)
  }

  static func text(_ object: KubeObject) -> String { JSON.text(.object(object.content)) }

  /// NULL stands for none.
  static func texts(_ text: String?) throws -> [String: String] {
    guard let text, let mapping = try JSON.parse(Array(text.utf8)).object else { return [:] }
    return mapping.reduce(into: [:]) { $0[$1.key] = $1.value.string }
  }

  static func text(_ texts: [String: String]) -> String {
    var mapping = Mapping()
    for key in texts.keys.sorted() { mapping[key] = texts[key].map(Value.string) }
    return JSON.text(.object(mapping))
  }
}
