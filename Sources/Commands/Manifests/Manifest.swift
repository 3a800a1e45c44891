import Kube
import Structure
import Toolkit

/// One object of a manifest and the place where it was written.
struct Manifest: Sendable {
  /// The file's name as the user gave it; `standard input` for `-`.
  let file: ManifestFile
  /// The document of the file, counted from 0.
  let document: Int
  /// Where the object stands in the document; empty unless it is an item of a List.
  let pointer: [String]
  var object: KubeObject

  /// `apps.yaml:12:3: …`, or with the file alone when the place cannot be found.
  func located(_ path: [String], key: Bool, _ message: String) -> String {
    let position = YAML.locate(JSONPointer(pointer + path), in: file.bytes, document: document, key: key)
    return "\(file.name):\(position.map { "\($0): " } ?? " ")\(message)"
  }

  /// Every mistake that can be found without the cluster, each on one line.
  func mistakes() -> [String] {
    var mistakes: [String] = []
    if object.apiVersion.isEmpty { mistakes.append(located([], key: false, "apiVersion: is required, such as v1")) }
    if object.kind.isEmpty { mistakes.append(located([], key: false, "kind: is required, such as ConfigMap")) }
    if !mistakes.isEmpty { return mistakes }
    let name = "\(object.kind) \"\(object.name)\": "
    for error in KindReference.errors(in: object) ?? [] {
      mistakes.append(located(error.path.tokens, key: error.reason == .unknown, name + error.description))
    }
    if object.name.isEmpty, mistakes.isEmpty {
      mistakes.append(located(["metadata"], key: false, "\(object.kind): metadata.name: is required"))
    }
    return mistakes
  }

  /// What is right but not acted on in this release.
  func warnings() -> [String] {
    let definition = KindCatalog.definition(of: object.groupVersionKind.groupKind)
    return (definition?.unsupportedFields(in: object) ?? []).map { error in
      located(error.path.tokens, key: true, "\(object.kind) \"\(object.name)\": \(error); it will be Stalled")
    }
  }
}

/// A file of manifests.
final class ManifestFile: Sendable {
  let name: String
  let bytes: [UInt8]

  init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// What was read from all files.
struct Manifests: Sendable {
  var objects: [Manifest]
  /// One line each: texts that are not YAML, documents that are no objects, wrong fields, objects given twice.
  var mistakes: [String]
}

extension FieldPath {
  /// The tokens of the JSON pointer to the field.
  var tokens: [String] {
    steps.map { step in
      switch step {
      case .key(let key): key
      case .index(let index): String(index)
      }
    }
  }
}
