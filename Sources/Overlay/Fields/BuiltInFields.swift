import Structure

/// The field specifications that kustomize has built in, as a table.
///
/// A line is `GROUP/VERSION/KIND PATH`, then `create` where missing fields are made; `*` is any. `# NAME` begins a
/// list; `> GROUP/VERSION/KIND` begins the places that hold the names of objects of that kind. Each list is in the
/// order in which kustomize keeps it.
enum BuiltInFields {
  static func read() -> TransformerConfiguration {
    var configuration = TransformerConfiguration()
    var section = ""
    table.withUTF8Bytes { bytes in
      var rest = bytes
      while let line = next(in: &rest, endingAt: UInt8(ascii: "\n")) {
        var words = line
        guard let first = next(in: &words, endingAt: UInt8(ascii: " ")) else { continue }
        switch first.first {
        case UInt8(ascii: "#"): section = text(words)
        case UInt8(ascii: ">"):
          section = ">"
          configuration.nameReferences.append(.init(target: kind(words), referrers: []))
        default:
          guard let path = next(in: &words, endingAt: UInt8(ascii: " ")) else { continue }
          let spec = FieldSpec(kind: kind(first), path: text(path), create: !words.isEmpty)
          add(spec, to: section, of: &configuration)
        }
      }
    }
    return configuration
  }

  private typealias Bytes = UnsafeBufferPointer<UInt8>

  /// Takes the bytes up to a mark off the front, and the mark; nil when nothing is left.
  private static func next(in bytes: inout Bytes, endingAt mark: UInt8) -> Bytes? {
    guard !bytes.isEmpty else { return nil }
    let end = bytes.firstIndex(of: mark) ?? bytes.count
    defer { bytes = Bytes(rebasing: bytes[min(end + 1, bytes.count)...]) }
    return Bytes(rebasing: bytes[..<end])
  }

  private static func text(_ bytes: Bytes) -> String { String(decoding: bytes, as: UTF8.self) }

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

  /// `GROUP/VERSION/KIND`, where `*` is any.
  private static func kind(_ bytes: Bytes) -> KindSelector {
    var rest = bytes
    func part() -> String {
      guard let part = next(in: &rest, endingAt: UInt8(ascii: "/")), part.first != UInt8(ascii: "*") else { return "" }
      return text(part)
    }
    return KindSelector(group: part(), version: part(), kind: part())
  }
}
