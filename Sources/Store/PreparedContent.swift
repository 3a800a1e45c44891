import Structure

/// Content that is ready for its rows: hashed and compressed outside of any transaction, so that the file is locked only
/// for the writing itself.
struct PreparedContent: Sendable {
  /// The most that one row holds. Larger content takes several rows, and several transactions in a bulk import.
  static let pieceSize = 1 << 20

  let digest: Digest
  let size: Int
  let encoding: ContentEncoding
  let bytes: [UInt8]

  init(_ content: [UInt8]) {
    digest = .sha256(content)
    size = content.count
    (encoding, bytes) = ContentEncoding.encode(content)
  }

  var pieceCount: Int { max(1, (bytes.count + Self.pieceSize - 1) / Self.pieceSize) }

  func piece(_ number: Int) -> [UInt8] {
    let start = number * Self.pieceSize
    return pieceCount == 1 ? bytes : Array(bytes[start..<min(start + Self.pieceSize, bytes.count)])
  }
}
