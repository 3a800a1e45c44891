import Kube
import Structure
import Toolkit

/// What an API server checks of every object before it is stored.
enum ObjectRules {
  /// - Throws: ``ClusterError`` with the code `invalid` and the first broken rule.
  static func check(_ object: KubeObject) throws(ClusterError) {
    let key = object.key
    func invalid(_ message: String) -> ClusterError { ClusterError(.invalid, message, key: key) }
    guard !object.apiVersion.isEmpty else { throw invalid("apiVersion: is required") }
    guard !object.kind.isEmpty else { throw invalid("kind: is required") }
    guard !object.name.isEmpty else { throw invalid("metadata.name: is required") }
    if let problem = nameProblem(object.name, object.groupVersionKind.groupKind) {
      throw invalid("metadata.name: \"\(object.name)\" \(problem)")
    }
    if !object.namespace.isEmpty, !isLabel(object.namespace) {
      throw invalid("metadata.namespace: \"\(object.namespace)\" \(labelRule)")
    }
    for field in ["labels", "annotations"] {
      guard let value = object.metadata[field], !value.isNull else { continue }
      guard let entries = value.object else { throw invalid("metadata.\(field): must be a mapping of strings") }
      for (name, text) in entries {
        guard let text = text.string else {
          throw invalid("metadata.\(field).\(name): must be a string, not \(text.typeName); put it in quotes")
        }
        if field == "labels", !isLabelValue(text) {
          throw invalid(
            "metadata.labels.\(name): \"\(text)\" must have at most 63 letters, digits, '-', '_' or '.', and begin and "
              + "end with a letter or digit")
        }
      }
    }
    try checkKind(object)
  }

  private static func checkKind(_ object: KubeObject) throws(ClusterError) {
    func invalid(_ message: String) -> ClusterError { ClusterError(.invalid, message, key: object.key) }
    switch (object.groupVersionKind.group, object.kind) {
    case ("", "ConfigMap"), ("", "Secret"):
      for (name, value) in object.content["data"]?.object ?? Mapping() where value.string == nil {
        throw invalid("data.\(name): must be a string, not \(value.typeName); put it in quotes")
      }
    case ("apps", "Deployment"), ("apps", "StatefulSet"), ("apps", "DaemonSet"), ("apps", "ReplicaSet"):
      guard let selector = object.spec?["selector"], selector.object?.isEmpty == false else {
        throw invalid("spec.selector: is required")
      }
      let labels = KubeObject(object.spec?["template"]?.object ?? Mapping()).labels
      guard let selector = try? LabelSelector(selector), selector.matches(labels) else {
        throw invalid("spec.template.metadata.labels: must match spec.selector")
      }
    default:
      if let error = KindCatalog.errors(in: object)?.first { throw invalid("\(error)") }
    }
  }

  // MARK: Names

  private static let labelRule =
    "must have at most 63 lower-case letters, digits or '-', and begin and end with a letter or digit"

  /// Why a name is not allowed for a kind; nil when it is.
  private static func nameProblem(_ name: String, _ kind: GroupKind) -> String? {
    switch (kind.group, kind.kind) {
    case ("rbac.authorization.k8s.io", _):
      return name == "." || name == ".." || name.contains("/") || name.contains("%")
        ? "must not be '.' or '..' nor have '/' or '%'" : nil
    case ("", "Namespace"): return isLabel(name) ? nil : labelRule
    case ("", "Service"):
      return isLabel(name) && !(name.utf8.first.map(isDigit) ?? true) ? nil : labelRule + ", the first a letter"
    default:
      let parts = name.split(separator: ".", omittingEmptySubsequences: false)
      return name.utf8.count <= 253 && parts.allSatisfy { isLabel(String($0), limit: 253) }
        ? nil
        : "must have at most 253 lower-case letters, digits, '-' or '.', and begin and end with a letter or digit"
    }
  }

  private static func isLabel(_ text: String, limit: Int = 63) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, bytes.count <= limit else { return false }
    return isLowerOrDigit(first) && isLowerOrDigit(last)
      && bytes.allSatisfy { isLowerOrDigit($0) || $0 == UInt8(ascii: "-") }
  }

  private static func isLabelValue(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last else { return true }
    func isPlain(_ byte: UInt8) -> Bool {
      isLowerOrDigit(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
    return bytes.count <= 63 && isPlain(first) && isPlain(last)
      && bytes.allSatisfy { isPlain($0) || "-_.".utf8.contains($0) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
  private static func isLowerOrDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }
}
