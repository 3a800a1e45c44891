import Crypto
package import Structure

extension Structure.Digest {
  /// The digest that names `bytes`.
  package init(of bytes: [UInt8]) {
    guard let digest = Self(bytes: Array(SHA256.hash(data: bytes))) else {
      preconditionFailure("a SHA-256 digest has 32 bytes")
    }
    self = digest
  }
}
