/// The field specifications that kustomize has built in, as a table.
///
/// A line is `GROUP/VERSION/KIND PATH`, then `create` where missing fields are made; `*` is any. `# NAME` begins a
/// list; `> GROUP/VERSION/KIND` begins the places that hold the names of objects of that kind. Each list is in the
/// order in which kustomize keeps it.
enum BuiltInFields {
  static func read() -> TransformerConfiguration {
    var configuration = TransformerConfiguration()
    var section = ""
    for line in table.utf8.split(separator: UInt8(ascii: "\n")) {
      let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
      switch words[0] {
      case "#": section = words[1]
      case ">":
        section = ">"
        configuration.nameReferences.append(.init(target: kind(words[1]), referrers: []))
      default:
        add(FieldSpec(kind: kind(words[0]), path: words[1], create: words.count > 2), to: section, of: &configuration)
      }
    }
    return configuration
  }

  private static func add(_ spec: FieldSpec, to section: String, of configuration: inout TransformerConfiguration) {
    switch section {
    case ">": configuration.nameReferences[configuration.nameReferences.count - 1].referrers.append(spec)
    case "namePrefix": configuration.namePrefix.append(spec)
    case "nameSuffix": configuration.nameSuffix.append(spec)
    case "namespace": configuration.namespace.append(spec)
    case "commonLabels": configuration.commonLabels.append(spec)
    case "templateLabels": configuration.templateLabels.append(spec)
    case "commonAnnotations": configuration.commonAnnotations.append(spec)
    case "images": configuration.images.append(spec)
    case "replicas": configuration.replicas.append(spec)
    default: configuration.varReferences.append(spec)
    }
  }

  private static func kind(_ text: String) -> KindSelector {
    let parts = text.split(separator: "/").map { $0 == "*" ? "" : String($0) }
    return KindSelector(group: parts[0], version: parts[1], kind: parts[2])
  }
}
