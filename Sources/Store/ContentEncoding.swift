import CZlib
import Crypto
import Structure

/// How the bytes of files and trees stand in the file.
enum ContentEncoding: Int {
  case plain = 0
  case zlib = 1

  /// What is smaller gains nothing that a page of the file would show.
  private static let smallest = 128

  /// Compresses when that saves a tenth or more. The fastest level: manifests shrink to a third at 100 MB/s, and slower
  /// levels save little more.
  static func encode(_ bytes: [UInt8]) -> (encoding: ContentEncoding, bytes: [UInt8]) {
    guard bytes.count >= smallest else { return (.plain, bytes) }
    let compressed = [UInt8](unsafeUninitializedCapacity: Int(compressBound(uLong(bytes.count)))) { buffer, count in
      var length = uLongf(buffer.count)
      count = compress2(buffer.baseAddress, &length, bytes, uLong(bytes.count), Z_BEST_SPEED) == Z_OK ? Int(length) : 0
    }
    guard !compressed.isEmpty, compressed.count < bytes.count / 10 * 9 else { return (.plain, bytes) }
    return (.zlib, compressed)
  }

  /// The content, or nil when the bytes do not give exactly `size` bytes.
  func decode(_ bytes: [UInt8], size: Int) -> [UInt8]? {
    switch self {
    case .plain: return bytes.count == size ? bytes : nil
    case .zlib:
      // zlib cannot make more than 1032 bytes of one: a damaged size must not ask for all memory.
      guard size <= bytes.count * 1_040 + 64 else { return nil }
      var isComplete = false
      let content = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        var length = uLongf(buffer.count)
        isComplete = uncompress(buffer.baseAddress, &length, bytes, uLong(bytes.count)) == Z_OK && Int(length) == size
        count = isComplete ? size : 0
      }
      return isComplete ? content : nil
    }
  }
}

extension Structure.Digest {
  /// The SHA-256 of some bytes.
  static func sha256(_ bytes: [UInt8]) -> Structure.Digest {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    guard let digest = Structure.Digest(bytes: Array(hash.finalize())) else {
      preconditionFailure("SHA-256 has 32 bytes")
    }
    return digest
  }
}
