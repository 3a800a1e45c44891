import CSchemas
import Structure

/// Which built-in kinds live in namespaces, looked up in the embedded bytes of a merge schema.
///
/// Making a whole ``MergeSchemaTable`` takes longer than a small build, and most builds ask for no more than this.
/// `scripts/generate-schemas.py` describes the bytes; they are our own.
package struct EmbeddedScopes: Sendable {
  /// As in ``MergeSchema/kustomize``.
  package static let kustomize = EmbeddedScopes(
    start: cschemas_kustomize_bytes(), count: cschemas_kustomize_count)

  private nonisolated(unsafe) let bytes: UnsafeRawBufferPointer  // constant data of the program
  /// Where each name begins, in byte order of the names.
  private let names: [Int]
  private let kinds: Range<Int>
  private static let kindSize = 10

  private init(start: UnsafePointer<UInt8>?, count: Int) {
    bytes = UnsafeRawBufferPointer(start: start, count: count)
    var reader = MergeSchemaReader(bytes)
    let counts = reader.header()
    names = (0..<counts.strings).map { _ in reader.skipText() }
    kinds = 0..<counts.kinds
  }

  /// Whether objects of this kind live in a namespace; nil when the kind is unknown.
  package func isNamespaced(_ kind: GroupVersionKind) -> Bool? {
    guard let version = number(of: kind.apiVersion), let name = number(of: kind.kind) else { return nil }
    let first = bytes.count - kinds.count * Self.kindSize
    for index in kinds {
      var reader = MergeSchemaReader(bytes, at: first + index * Self.kindSize)
      guard reader.u16() == version, reader.u16() == name else { continue }
      _ = (reader.u16(), reader.u16())
      switch MergeSchemaTable.Scope(rawValue: reader.u8()) {
      case .namespaced: return true
      case .cluster: return false
      case .unknown, nil: return nil
      }
    }
    return nil
  }

  /// The number of a name, by bisection.
  private func number(of name: String) -> UInt16? {
    name.withUTF8Bytes { wanted in
      var low = 0
      var high = names.count
      while low < high {
        let middle = (low + high) / 2
        var reader = MergeSchemaReader(bytes, at: names[middle])
        let found = reader.textBytes()
        if found.elementsEqual(wanted) { return UInt16(middle) }
        if found.lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
      }
      return nil
    }
  }
}
