import Structure
import Template

/// What `Chart.yaml` should be like.
enum MetadataRules {
  private static let file = "Chart.yaml"

  private static let fields = [
    "apiVersion", "name", "version", "kubeVersion", "description", "type", "keywords", "home", "sources",
    "dependencies",
    "maintainers", "icon", "appVersion", "condition", "tags", "deprecated", "annotations",
  ]

  static func check(_ files: [ChartFile], _ linter: inout ChartLinter) {
    guard let source = files.last(where: { $0.path == file }) else { return }
    var metadata = ChartMetadata()
    do throws(ChartError) {
      try MetadataReader(file: source, name: file).read(into: &metadata)
    } catch {
      return linter.note(error)
    }
    guard let document = try? YAML.parse(source.content, options: .init(duplicateKeys: .lastWins)) else { return }
    let place = { (field: String) in YAML.locate([field], in: source.content) }
    checkShape(document, place, &linter)
    checkIdentity(metadata, place, &linter)
    checkPeople(metadata, place, &linter)
    if metadata.apiVersion != "v2" {
      for (field, isUsed) in [("dependencies", !metadata.dependencies.isEmpty), ("type", !metadata.type.isEmpty)]
      where isUsed {
        linter.note(.error, file, "\(field): is valid in a chart of apiVersion v2 only", at: place(field))
      }
    }
  }

  private typealias Place = (String) -> SourcePosition?

  private static func checkShape(_ document: Value, _ place: Place, _ linter: inout ChartLinter) {
    for key in document.object?.keys ?? [] where !fields.contains(where: { $0.lowercased() == key.lowercased() }) {
      linter.note(
        .warning, file, "\(key): there is no such field\(NearestName.hint(key, among: fields))", at: place(key))
    }
    for key in ["version", "appVersion"] {
      guard let value = document[key], !value.isNull, value.string == nil else { continue }
      linter.note(.error, file, "\(key): should be a string; put it in quotes", at: place(key))
    }
  }

  private static func checkIdentity(_ metadata: ChartMetadata, _ place: Place, _ linter: inout ChartLinter) {
    if metadata.name.isEmpty { linter.note(.error, file, "name: is required") }
    switch metadata.apiVersion {
    case "": linter.note(.error, file, "apiVersion: is required, v1 or v2")
    case "v1", "v2": break
    default:
      linter.note(
        .error, file, "apiVersion: '\(metadata.apiVersion)' is not valid; expected v1 or v2", at: place("apiVersion"))
    }
    guard !metadata.version.isEmpty else { return linter.note(.error, file, "version: is required") }
    guard let version = try? SemanticVersion(metadata.version) else {
      return linter.note(
        .error, file, "version: '\(metadata.version)' is no semantic version, like 1.2.3", at: place("version"))
    }
    if version.major == 0, version.minor == 0, version.patch == 0 {
      linter.note(.error, file, "version: must be greater than 0.0.0", at: place("version"))
    } else if version.text != metadata.version {
      linter.note(
        .warning, file, "version: '\(metadata.version)' is not written as semantic versions are: \(version.text)",
        at: place("version"))
    }
  }

  private static func checkPeople(_ metadata: ChartMetadata, _ place: Place, _ linter: inout ChartLinter) {
    for maintainer in metadata.maintainers {
      if maintainer.name.isEmpty {
        linter.note(.error, file, "maintainers: each needs a name", at: place("maintainers"))
      } else if !maintainer.email.isEmpty, !isAddress(maintainer.email) {
        linter.note(
          .error, file, "maintainers: '\(maintainer.email)' of '\(maintainer.name)' is no mail address",
          at: place("maintainers"))
      } else if !maintainer.url.isEmpty, !maintainer.url.contains(".") || maintainer.url.contains(" ") {
        linter.note(
          .error, file, "maintainers: '\(maintainer.url)' of '\(maintainer.name)' is no URL", at: place("maintainers"))
      }
    }
    for source in metadata.sources where !isURL(source) {
      linter.note(.error, file, "sources: '\(source)' is no URL", at: place("sources"))
    }
    if metadata.icon.isEmpty {
      linter.note(.info, file, "icon: is recommended")
    } else if !isURL(metadata.icon) {
      linter.note(.error, file, "icon: '\(metadata.icon)' is no URL", at: place("icon"))
    }
  }

  private static func isURL(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":"), colon > text.startIndex, !text.contains(" ") else { return false }
    let rest = text[text.index(after: colon)...]
    return text[..<colon].utf8.allSatisfy { 0x61...0x7A ~= $0 | 0x20 || 0x2B...0x39 ~= $0 }
      && (rest.hasPrefix("//") ? rest.count > 2 : !rest.isEmpty)
  }

  private static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && !$0.contains(" ") } && parts[1].contains(".")
  }
}
