import Kube
import Structure

/// Reads the fields of a mapping that its schema has found valid.
///
/// What is required is there by then; the fallbacks below are never seen.
struct FieldReader {
  let mapping: Mapping

  init(_ value: Value?) { mapping = value?.object ?? Mapping() }

  func text(_ name: String) -> String { mapping[name]?.string ?? "" }
  /// Nil when absent or empty: Flux's fields make no difference between the two.
  func optionalText(_ name: String) -> String? { mapping[name]?.string.flatMap { $0.isEmpty ? nil : $0 } }
  func flag(_ name: String) -> Bool { mapping[name]?.bool ?? false }
  func duration(_ name: String) -> Duration? { mapping[name]?.string.flatMap { try? Duration(goDuration: $0) } }
  func texts(_ name: String) -> [String] { mapping[name]?.array?.compactMap(\.string) ?? [] }
  func object(_ name: String) -> FieldReader? { mapping[name]?.object.map { FieldReader(.object($0)) } }
  func list(_ name: String) -> [FieldReader] { (mapping[name]?.array ?? []).map { FieldReader($0) } }
  func reference(_ name: String) -> String? { object(name)?.optionalText("name") }

  func textMap(_ name: String) -> [String: String] {
    var result: [String: String] = [:]
    for (key, value) in mapping[name]?.object ?? Mapping() { result[key] = value.string }
    return result
  }
}
