import Structure
import Template

/// What templates should be like, and what they wrote.
enum TemplateRules {
  private static let endings = [".yaml", ".yml", ".tpl", ".txt"]

  static func check(
    _ rendered: RenderedChart, of chart: Chart, _ version: GoKubeVersion, _ linter: inout ChartLinter
  ) {
    for template in chart.templates {
      let path = template.path
      if !endings.contains(where: { path.hasSuffix($0) }) {
        linter.note(.error, path, "its name should end in .yaml, .yml, .tpl or .txt")
      }
      guard path.lowercased().hasSuffix(".yaml") || path.lowercased().hasSuffix(".yml") else { continue }
      let name = "\(rendered.chart)/\(path)"
      guard let file = rendered.files.first(where: { $0.name == name }) else { continue }
      check(file, path, version, &linter)
    }
  }

  private static func check(
    _ file: RenderedChart.File, _ path: String, _ version: GoKubeVersion, _ linter: inout ChartLinter
  ) {
    let lines = file.content.split(separator: 0x0A, omittingEmptySubsequences: false)
    if let first = lines.first(where: { $0.contains { !ManifestSplitter.isSpace($0) } }),
      first.first == 0x20 || first.first == 0x09
    {
      linter.note(
        .warning, path,
        "what it writes begins with an indented line, which readers may take in different ways: '\(String(decoding: first.prefix(80), as: UTF8.self))'"
      )
    }
    for document in ManifestSplitter.split(file.content) {
      do throws(ChartError) {
        _ = try ManifestHead(document, file: path)
      } catch {
        linter.note(.error, path, error.message)
        return
      }
      guard let value = try? YAML.parse(Array(document), options: .init(duplicateKeys: .lastWins)), value.object != nil
      else { continue }
      check(value, path, version, &linter)
    }
  }

  private static func check(_ object: Value, _ path: String, _ version: GoKubeVersion, _ linter: inout ChartLinter) {
    let (apiVersion, kind) = (object["apiVersion"]?.string ?? "", object["kind"]?.string ?? "")
    let name = object[path: "metadata", "name"]?.string ?? ""
    if let mistake = ObjectName.mistake(name, kind: kind) {
      linter.note(.warning, path, "metadata.name: '\(name)' of the \(kind.isEmpty ? "object" : kind) \(mistake)")
    }
    if let remark = RetiredKinds.remark(apiVersion, kind, version) { linter.note(.warning, path, remark) }
    if ["Deployment", "ReplicaSet", "DaemonSet", "StatefulSet"].contains(kind) {
      let selector = object[path: "spec", "selector"]
      if selector?["matchLabels"] == nil, selector?["matchExpressions"] == nil {
        linter.note(
          .error, path, "spec.selector: a \(kind) must have matchLabels or matchExpressions, '\(name)' has none")
      }
    }
    for item in kind == "List" ? object["items"]?.array ?? [] : []
    where item[path: "metadata", "annotations", "helm.sh/resource-policy"] != nil {
      linter.note(.error, path, "the annotation helm.sh/resource-policy has no effect inside a List")
    }
  }
}

/// The names that Kubernetes allows for objects, by kind.
enum ObjectName {
  /// What is wrong with a name; nil when it is allowed.
  static func mistake(_ name: String, kind: String) -> String? {
    switch kind {
    case "CertificateSigningRequest": return nil
    case "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding":
      return name == "." || name == ".." || name.contains("/") || name.contains("%")
        ? "must be neither '.' nor '..', and must have no '/' and no '%'" : nil
    case "Service":
      guard let first = name.utf8.first, 0x61...0x7A ~= first, isLabel(name) else {
        return "must be lower-case letters, digits and '-', at most 63, beginning with a letter"
      }
      return nil
    case "Namespace":
      return isLabel(name) ? nil : "must be lower-case letters, digits and '-', at most 63"
    default:
      let isValid =
        name.utf8.count <= 253 && name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { isPart($0) }
      return isValid ? nil : "must be lower-case letters, digits, '-' and '.', at most 253"
    }
  }

  private static func isLabel(_ name: String) -> Bool { name.utf8.count <= 63 && isPart(name[...]) }

  /// A DNS label of any length.
  private static func isPart(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    let isAlphanumeric = { (byte: UInt8) in 0x30...0x39 ~= byte || 0x61...0x7A ~= byte }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && text.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
  }
}
