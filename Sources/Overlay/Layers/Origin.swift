import Structure

/// Where an object came from or what changed it, as `buildMetadata` writes it into annotations.
struct Origin {
  var path = ""
  /// The repository that the path is in, when that was fetched, and what was fetched of it.
  var repository = ""
  var reference = ""
  /// The file that configured a generator or transformer.
  var configuredIn = ""
  var configuredBy: Configurator?

  struct Configurator {
    var apiVersion: String
    var kind: String
    var name = ""
    var namespace = ""
  }

  func appending(_ path: String, remote: RemoteOrigin? = nil) -> Origin {
    var copy = self
    if let remote {
      (copy.repository, copy.path, copy.reference) = (remote.repository, remote.path, remote.reference)
      return copy
    }
    let joined = PathText.clean(self.path.isEmpty ? path : self.path + "/" + path)
    copy.path = joined == "." ? "." : joined
    return copy
  }

  /// The annotation's text.
  var text: String { lines.map { $0 + "\n" }.joined() }

  /// As an element of the list of transformations.
  var listText: String {
    lines.enumerated().map { ($0 == 0 ? "- " : "  ") + $1 + "\n" }.joined()
  }

  private var lines: [String] {
    var lines: [String] = []
    if !path.isEmpty { lines.append("path: \(Self.scalar(path))") }
    if !repository.isEmpty { lines.append("repo: \(Self.scalar(repository))") }
    if !reference.isEmpty { lines.append("ref: \(Self.scalar(reference))") }
    if !configuredIn.isEmpty { lines.append("configuredIn: \(Self.scalar(configuredIn))") }
    if let configuredBy {
      lines.append("configuredBy:")
      lines.append("  apiVersion: \(Self.scalar(configuredBy.apiVersion))")
      lines.append("  kind: \(Self.scalar(configuredBy.kind))")
      if !configuredBy.name.isEmpty { lines.append("  name: \(Self.scalar(configuredBy.name))") }
      if !configuredBy.namespace.isEmpty { lines.append("  namespace: \(Self.scalar(configuredBy.namespace))") }
    }
    return lines.isEmpty ? ["{}"] : lines
  }

  private static func scalar(_ text: String) -> String {
    YAML.text(.string(text)).trimming { $0 == "\n" }
  }
}

extension ResourceMap {
  /// Notes on every object what a transformer did; an object without an origin was made by it.
  func addTransformation(_ origin: Origin) throws(Failure) {
    for resource in resources where !resource.isGone {
      var annotations = resource.annotations
      if annotations[BuildAnnotation.origin] == nil {
        annotations[BuildAnnotation.origin] = origin.text
      } else {
        annotations[BuildAnnotation.transformations, default: ""] += origin.listText
      }
      try resource.setAnnotations(annotations)
    }
  }
}
