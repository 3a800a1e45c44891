import Kube
import Structure

/// The keys and bytes of a Secret. Its description never shows a value.
struct SecretData: CustomStringConvertible {
  /// `namespace/name`, for messages.
  let name: String
  private var values: [String: [UInt8]] = [:]

  /// - Throws: ``SecretError`` when a value is no base 64.
  init(_ object: KubeObject) throws(SecretError) {
    name = "\(object.namespace)/\(object.name)"
    for (key, value) in object.content["data"]?.object ?? Mapping() {
      guard let text = value.string, let bytes = Base64.decode(text.utf8) else {
        throw SecretError(
          "Secret '\(name)': the value of 'data.\(key)' is no base 64; put plain text under 'stringData'")
      }
      values[key] = bytes
    }
    for (key, value) in object.content["stringData"]?.object ?? Mapping() {
      if let text = value.string { values[key] = Array(text.utf8) }
    }
  }

  subscript(key: String) -> [UInt8]? { values[key].flatMap { $0.isEmpty ? nil : $0 } }

  /// A value as text, without the newline that editors and `echo` leave at its end.
  func text(_ key: String) -> String? {
    guard var bytes = self[key] else { return nil }
    while let last = bytes.last, last == 10 || last == 13 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The names of its keys, sorted, for messages.
  var keys: String { values.isEmpty ? "no key" : values.keys.sorted().map { "'\($0)'" }.joined(separator: ", ") }

  var description: String { "Secret '\(name)'" }
}

/// What is wrong with a Secret: its name and keys, never its values.
struct SecretError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
