/// JSON (RFC 8259) as Go's encoding/json writes it and Kubernetes reads it.
package enum JSON {
  /// How deep values may nest.
  package static let depthLimit = 1000

  /// Reads one value; white space may stand around it.
  ///
  /// An integer that fits becomes ``Value/int(_:)`` or ``Value/uint(_:)``, any other number ``Value/double(_:)``. Of
  /// several entries with one key the last wins. Bytes that are no UTF-8, and halves of surrogate pairs, become U+FFFD.
  /// - Throws: ``SyntaxError`` with the position for anything else, also for numbers that no `Double` can hold.
  package static func parse(_ bytes: [UInt8], depthLimit: Int = depthLimit) throws(SyntaxError) -> Value {
    try bytes.withUnsafeBufferPointer { buffer throws(SyntaxError) in
      var reader = JSONReader(buffer, depthLimit: depthLimit)
      return try reader.document()
    }
  }

  /// Reads one value.
  package static func parse(_ text: String, depthLimit: Int = depthLimit) throws(SyntaxError) -> Value {
    try parse(Array(text.utf8), depthLimit: depthLimit)
  }

  /// Appends a value without any white space.
  ///
  /// - Parameters:
  ///   - sortedKeys: Keys in byte order, as Go writes a map; otherwise in the order of the mapping.
  ///   - escapeHTML: `<`, `>` and `&` as `\u003c`, `\u003e`, `\u0026`, as Go does unless told otherwise.
  package static func write(
    _ value: Value, sortedKeys: Bool = true, escapeHTML: Bool = false, into bytes: inout [UInt8]
  ) {
    var writer = JSONWriter(out: [], sortedKeys: sortedKeys, escapeHTML: escapeHTML, indent: nil)
    swap(&writer.out, &bytes)
    writer.value(value, level: 0)
    swap(&writer.out, &bytes)
  }

  /// A value as bytes, without any white space; see ``write(_:sortedKeys:escapeHTML:into:)``.
  package static func bytes(_ value: Value, sortedKeys: Bool = true, escapeHTML: Bool = false) -> [UInt8] {
    var bytes: [UInt8] = []
    write(value, sortedKeys: sortedKeys, escapeHTML: escapeHTML, into: &bytes)
    return bytes
  }

  /// A value as text, without any white space; see ``write(_:sortedKeys:escapeHTML:into:)``.
  package static func text(_ value: Value, sortedKeys: Bool = true, escapeHTML: Bool = false) -> String {
    String(decoding: bytes(value, sortedKeys: sortedKeys, escapeHTML: escapeHTML), as: UTF8.self)
  }

  /// A value with a line for each entry, as Go's `json.MarshalIndent` and `kubectl -o json` print it, without a line
  /// break at the end.
  package static func pretty(
    _ value: Value, indent: Int = 2, sortedKeys: Bool = true, escapeHTML: Bool = false
  ) -> String {
    var writer = JSONWriter(out: [], sortedKeys: sortedKeys, escapeHTML: escapeHTML, indent: indent)
    writer.value(value, level: 0)
    return String(decoding: writer.out, as: UTF8.self)
  }

  /// Byte order of UTF-8, in which Go sorts keys.
  static func precedes(_ left: String, _ right: String) -> Bool {
    left.withUTF8Bytes { left in
      right.withUTF8Bytes { right in
        let common = min(left.count, right.count)
        var index = 0
        while index < common, left[index] == right[index] { index += 1 }
        return index < common ? left[index] < right[index] : left.count < right.count
      }
    }
  }
}
