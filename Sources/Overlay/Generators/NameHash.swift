import Crypto
import Structure

/// The hash suffix of generated names: ten characters of the SHA-256 of what the object holds.
struct NameHash: Transformer {
  func transform(_ map: ResourceMap) throws(Failure) {
    for resource in map.resources where resource.needsHashSuffix {
      guard let node = resource.node else { continue }
      let suffix: String
      do throws(Failure) {
        suffix = try Self.suffix(of: node)
      } catch {
        throw error.prefixed(resource.currentID.description)
      }
      resource.storePreviousID()
      try resource.setName("\(resource.name)-\(suffix)")
      map.noteNames(of: resource)
    }
  }

  /// Only the data counts, not the name and labels.
  static func suffix(of object: Node) throws(Failure) -> String {
    var content = Mapping()
    switch object.text("kind") {
    case "ConfigMap":
      content["data"] = try field("data", of: object)
      content["kind"] = "ConfigMap"
      content["name"] = ""
      if let binary = try mapping("binaryData", of: object) { content["binaryData"] = binary }
    case "Secret":
      content["data"] = try field("data", of: object)
      content["kind"] = "Secret"
      content["name"] = ""
      if let texts = try mapping("stringData", of: object) { content["stringData"] = texts }
      content["type"] = try field("type", of: object)
    default: return encode(GoNodeDump.json(object))
    }
    var text: [UInt8] = []
    JSON.write(.object(content), sortedKeys: true, escapeHTML: true, into: &text)
    return encode(text)
  }

  /// A field that is missing counts as an empty text.
  private static func field(_ name: String, of object: Node) throws(Failure) -> Value {
    guard let node = object.field(name) else { return "" }
    return node.kind == .scalar ? .string(node.text) : try node.value()
  }

  private static func mapping(_ name: String, of object: Node) throws(Failure) -> Value? {
    guard let node = object.field(name), node.kind == .mapping else { return nil }
    return try node.value()
  }

  /// Digits that could form words are replaced by letters that cannot.
  private static func encode(_ text: [UInt8]) -> String {
    let replacements: [Character: Character] = ["0": "g", "1": "h", "3": "k", "a": "m", "e": "t"]
    return String(Array(SHA256.hash(data: text)).hexadecimal.prefix(10).map { replacements[$0] ?? $0 })
  }
}
