import Structure

/// Makes a ConfigMap or a Secret of an entry in a kustomization.
struct DataGenerator {
  enum Kind: String {
    case configMap = "ConfigMap"
    case secret = "Secret"
  }

  let kind: Kind
  let arguments: GeneratorArguments
  let loader: RootLoader
  let scopes: KindScopes

  func generate() throws(Failure) -> Resource {
    guard !arguments.name.isEmpty else { throw Failure("a generated \(kind.rawValue) must have a name") }
    let node = Node.mapping()
    node.set("apiVersion", .string("v1"))
    node.set("kind", .string(kind.rawValue))
    let metadata = try node.mappingCreating("metadata")
    metadata.set("name", .string(arguments.name))
    if !arguments.namespace.isEmpty { metadata.set("namespace", .string(arguments.namespace)) }
    if kind == .secret { node.set("type", .string(arguments.type.isEmpty ? "Opaque" : arguments.type)) }
    try fill(node)
    let resource = Resource(node, scopes: scopes)
    if let options = arguments.options { try apply(options, to: resource) }
    if !(arguments.options?.disableNameSuffixHash ?? false) { try resource.enable(BuildAnnotation.needsHashSuffix) }
    var annotations = resource.annotations
    annotations[BuildAnnotation.generatorBehavior] = behavior.rawValue
    try resource.setAnnotations(annotations)
    return resource
  }

  /// What happens when an object with the name exists. Unknown words mean create.
  private var behavior: GeneratorBehavior { GeneratorBehavior(rawValue: arguments.behavior) ?? .create }

  private func fill(_ node: Node) throws(Failure) {
    var data: [String: [UInt8]] = [:]
    for entry in try DataSources(loader: loader).entries(arguments) {
      guard data[entry.key] == nil else {
        throw Failure("the \(kind.rawValue) '\(arguments.name)' has the key '\(entry.key)' twice")
      }
      data[entry.key] = entry.content
    }
    if kind == .secret { _ = try node.mappingCreating("data") }
    for key in data.keys.sorted() {
      let bytes = data[key] ?? []
      if kind == .configMap, let text = String(validating: bytes, as: UTF8.self) {
        try node.mappingCreating("data").set(key, Self.text(text))
      } else {
        let field = kind == .secret ? "data" : "binaryData"
        try node.mappingCreating(field).set(key, Self.text(Self.base64Lines(bytes)))
      }
    }
  }

  static func text(_ text: String) -> Node {
    Node(kind: .scalar, tag: .string, style: text.utf8.contains(UInt8(ascii: "\n")) ? .quoted : [], text: text)
  }

  /// In lines of 70 characters when there is more than one.
  static func base64Lines(_ bytes: [UInt8]) -> String {
    let encoded = Array(Base64.encode(bytes).utf8)
    let width = 70
    guard encoded.count / width > 0 else { return String(decoding: encoded, as: UTF8.self) }
    var lines: [UInt8] = []
    lines.reserveCapacity(encoded.count + encoded.count / width + 1)
    for start in stride(from: 0, to: encoded.count, by: width) {
      lines.append(contentsOf: encoded[start..<min(start + width, encoded.count)])
      lines.append(UInt8(ascii: "\n"))
    }
    return String(decoding: lines, as: UTF8.self)
  }

  private func apply(_ options: GeneratorOptions, to resource: Resource) throws(Failure) {
    guard let node = resource.node else { return }
    let metadata = try node.mappingCreating("metadata")
    for (field, texts) in [("labels", options.labels), ("annotations", options.annotations)] where !texts.isEmpty {
      let mapping = try metadata.mappingCreating(field)
      for key in texts.keys.sorted() {
        mapping.set(key, Node(kind: .scalar, tag: .string, style: .quoted, text: texts[key] ?? ""))
      }
    }
    if options.immutable { node.set("immutable", Node(kind: .scalar, tag: .bool, text: "true")) }
  }
}

/// What a generated object does to one that exists.
enum GeneratorBehavior: String {
  case create, replace, merge
}
