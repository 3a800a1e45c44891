import Glibc

/// A Go string: bytes that are usually UTF-8 and need not be.
///
/// Templates may make any bytes (`printf "%c"`, `trunc`, `b64dec`), and Go keeps them, so text is not held in
/// `String`, which would repair it and would treat canonically equal spellings as one map key. Order is byte order.
package struct ByteString: Sendable {
  /// The bytes, in whatever encoding they came.
  package var bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }
  package init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }
  package init(_ text: String) { bytes = Array(text.utf8) }
  package init() { bytes = [] }

  package var count: Int { bytes.count }
  package var isEmpty: Bool { bytes.isEmpty }
  /// The text with malformed UTF-8 replaced by U+FFFD.
  package var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension ByteString: Hashable {
  @inline(__always)
  package static func == (left: ByteString, right: ByteString) -> Bool {
    left.bytes.withUnsafeBufferPointer { right.equals($0) }
  }

  /// Whether these are the bytes.
  @inline(__always)
  func equals(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    let count = other.count
    guard bytes.count == count else { return false }
    return bytes.withUnsafeBufferPointer { own in
      guard let left = own.baseAddress, let right = other.baseAddress else { return true }
      return left == right || memcmp(left, right, count) == 0
    }
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(fastHash) }

  /// A hash that an author of templates and values cannot foresee: it differs from process to process.
  @inline(__always)
  var fastHash: UInt64 { bytes.withUnsafeBufferPointer { Self.hash($0) } }

  private static let seed = UInt64.random(in: .min ... .max)

  /// Eight bytes at a time are mixed in by a multiplication of which both halves count.
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let seed = seed
    let count = bytes.count
    var hash = seed ^ UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    // Bounds: the loads below stay within `count` bytes of `base`.
    guard let base = UnsafeRawPointer(bytes.baseAddress), count > 0 else { return hash }
    var index = 0
    while index < count &- 8 {
      hash = mixed(hash ^ base.loadUnaligned(fromByteOffset: index, as: UInt64.self), seed)
      index &+= 8
    }
    // The last one to eight bytes; loads may overlap, since the count is part of the hash.
    let word: UInt64
    if count >= 8 {
      word = base.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    } else if count >= 4 {
      let low = base.loadUnaligned(as: UInt32.self)
      let high = base.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      word = UInt64(low) | UInt64(high) << 32
    } else {
      word = UInt64(bytes[0]) | UInt64(bytes[count >> 1]) << 8 | UInt64(bytes[count - 1]) << 16
    }
    return mixed(hash ^ word, seed)
  }

  @inline(__always)
  private static func mixed(_ word: UInt64, _ seed: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low ^ seed
  }
}

extension ByteString: Comparable {
  package static func < (left: ByteString, right: ByteString) -> Bool {
    left.bytes.withUnsafeBufferPointer { a in
      right.bytes.withUnsafeBufferPointer { b in
        guard let first = a.baseAddress, let second = b.baseAddress else { return a.count < b.count }
        let order = memcmp(first, second, min(a.count, b.count))
        return order == 0 ? a.count < b.count : order < 0
      }
    }
  }
}

extension ByteString: ExpressibleByStringLiteral, CustomStringConvertible {
  package init(stringLiteral value: String) { self.init(value) }
  package var description: String { text }
}

extension ByteString {
  /// The index of the first occurrence of `needle` at or after `start`, or nil; an empty needle is found at once.
  package func firstIndex(of needle: [UInt8], from start: Int = 0) -> Int? {
    bytes.firstIndex(of: needle, from: start)
  }

  /// What Helm leaves of the text of a template: that of absent values goes.
  package var withoutNoValue: ByteString { replacing(Self.noValue, with: Self.empty) }

  private static let noValue: ByteString = "<no value>"
  private static let empty = ByteString()

  /// Every occurrence of `old` replaced, as Go's strings.ReplaceAll does (an empty `old` matches before each rune).
  package func replacing(_ old: ByteString, with new: ByteString) -> ByteString {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    if old.isEmpty {
      result += new.bytes
      var index = 0
      while index < bytes.count {
        let size = UTF8Text.decode(bytes, at: index).size
        result += bytes[index..<index + size]
        result += new.bytes
        index += size
      }
      return ByteString(result)
    }
    var index = 0
    while let found = bytes.firstIndex(of: old.bytes, from: index) {
      result += bytes[index..<found]
      result += new.bytes
      index = found + old.count
    }
    if index == 0 { return self }
    result += bytes[index...]
    return ByteString(result)
  }
}

extension [UInt8] {
  /// The index of the first occurrence of `needle` at or after `start`, or nil.
  func firstIndex(of needle: [UInt8], from start: Int) -> Int? {
    let length = needle.count
    if length == 0 { return start <= count ? start : nil }
    guard count - start >= length else { return nil }
    return withUnsafeBufferPointer { text in
      needle.withUnsafeBufferPointer { wanted in
        guard let base = text.baseAddress, let sought = wanted.baseAddress else { return nil }
        let end = text.count - length + 1
        var index = start
        while index < end, let found = memchr(base + index, Int32(sought[0]), end - index) {
          index = UnsafeRawPointer(found) - UnsafeRawPointer(base)
          if memcmp(base + index, sought, length) == 0 { return index }
          index += 1
        }
        return nil
      }
    }
  }
}
