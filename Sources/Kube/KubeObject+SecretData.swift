import Structure

extension KubeObject {
  /// The bytes that a Secret holds: `data` with its base64 undone, `stringData` over it, as an API server merges them.
  ///
  /// A value that is no base64 is left out.
  package var secretData: [String: [UInt8]] {
    var result: [String: [UInt8]] = [:]
    for (key, value) in content["data"]?.object ?? Mapping() {
      result[key] = value.string.flatMap { Base64.decode($0.utf8) }
    }
    for (key, value) in content["stringData"]?.object ?? Mapping() {
      if let text = value.string { result[key] = Array(text.utf8) }
    }
    return result
  }
}
