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
  package static func == (left: ByteString, right: ByteString) -> Bool {
    let count = left.bytes.count
    guard count == right.bytes.count else { return false }
    return left.bytes.withUnsafeBufferPointer { a in
      right.bytes.withUnsafeBufferPointer { b in
        var index = 0
        while index < count {
          if a[index] != b[index] { return false }
          index += 1
        }
        return true
      }
    }
  }

  package func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}

extension ByteString: Comparable {
  package static func < (left: ByteString, right: ByteString) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
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
        let first = wanted[0]
        var index = start
        let last = text.count - length
        while index <= last {
          if text[index] == first {
            var offset = 1
            while offset < length, text[index + offset] == wanted[offset] { offset += 1 }
            if offset == length { return index }
          }
          index += 1
        }
        return nil
      }
    }
  }
}
