/// A SHA-256 digest: the name of a blob, a tree or a render in the store. 32 bytes.
package struct Digest: Sendable, Hashable {
  /// The 32 raw bytes.
  package let bytes: [UInt8]

  /// - Precondition: `bytes` has 32 elements; shorter or longer input gives nil.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    self.bytes = Array(bytes)
  }

  /// Reads `sha256:<64 hex digits>` or the bare digits.
  package init?(_ text: String) {
    let digits = Array((text.hasPrefix("sha256:") ? text.dropFirst(7) : text[...]).utf8)
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    for index in stride(from: 0, to: 64, by: 2) {
      guard let high = Self.nibble(digits[index]), let low = Self.nibble(digits[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    self.bytes = bytes
  }

  /// The 64 lower-case hex digits.
  package var hex: String { bytes.hexadecimal }

  private static func nibble(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}

extension Digest: CustomStringConvertible {
  /// `sha256:<hex>`, the form of Flux's `status.artifact.digest`.
  package var description: String { "sha256:\(hex)" }
}

extension Sequence<UInt8> {
  /// The bytes as lower-case hex digits.
  package var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(underestimatedCount * 2)
    for byte in self {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
