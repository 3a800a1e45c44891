/// Writes a ``Value`` the way sigs.k8s.io/yaml does: sorted keys, two spaces for each level, lists at the indentation
/// of their parent.
struct YAMLWriter {
  var out: [UInt8]

  /// Where the original begins to look for a place to break a line.
  static let width = 80

  mutating func document(_ value: Value) {
    switch value {
    case .object(let mapping) where !mapping.isEmpty: self.mapping(mapping, indent: 0, isFirstInline: true)
    case .array(let elements) where !elements.isEmpty: sequence(elements, indent: 0, isFirstInline: true)
    default:
      leaf(value, context: ScalarContext(column: 0, indent: 2, isKey: false, isRoot: true))
      endLine()
    }
  }

  /// - Parameter isFirstInline: Whether the first key goes where the output stands, behind `- ` or at the very start.
  private mutating func mapping(_ mapping: Mapping, indent: Int, isFirstInline: Bool) {
    let keys = mapping.keys
    let order = NaturalOrder.isInOrder(keys) ? nil : NaturalOrder.positions(of: keys)
    keys.withUnsafeBufferPointer { keys in
      mapping.values.withUnsafeBufferPointer { values in
        for index in keys.indices {
          if index > 0 || !isFirstInline { pad(indent) }
          let position = order.map { $0[index] } ?? index
          entry(keys[position], values[position], indent: indent)
        }
      }
    }
  }

  @inline(__always)
  private mutating func entry(_ key: String, _ value: Value, indent: Int) {
    let start = out.count
    let width = key.withUTF8Bytes { bytes -> Int? in
      if PlainText.isWord(bytes), bytes.count <= ScalarText.longestKey {
        append(bytes)
        return bytes.count
      }
      return ScalarText.keyWidth(bytes, indent: indent, into: &out)
    }
    if let width {
      out.append(UInt8(ascii: ":"))
      content(value, column: indent + width + 1, indent: indent, listIndent: indent)
    } else {
      // A key that is long or has several lines.
      out.removeSubrange(start...)
      out.append(UInt8(ascii: "?"))
      leaf(.string(key), context: ScalarContext(column: indent + 1, indent: indent + 2, isKey: false, isRoot: false))
      endLine()
      pad(indent)
      out.append(UInt8(ascii: ":"))
      switch value {
      case .object(let inner) where !inner.isEmpty:
        out.append(UInt8(ascii: " "))
        mapping(inner, indent: indent + 2, isFirstInline: true)
      case .array(let elements) where !elements.isEmpty:
        out.append(UInt8(ascii: " "))
        sequence(elements, indent: indent + 2, isFirstInline: true)
      default: content(value, column: indent + 1, indent: indent, listIndent: indent)
      }
    }
  }

  /// What stands behind `key:`; ends the line.
  private mutating func content(_ value: Value, column: Int, indent: Int, listIndent: Int) {
    switch value {
    case .object(let inner) where !inner.isEmpty:
      endLine()
      mapping(inner, indent: indent + 2, isFirstInline: false)
    case .array(let elements) where !elements.isEmpty:
      endLine()
      sequence(elements, indent: listIndent, isFirstInline: false)
    default:
      leaf(value, context: ScalarContext(column: column, indent: indent + 2, isKey: false, isRoot: false))
      endLine()
    }
  }

  private mutating func sequence(_ elements: [Value], indent: Int, isFirstInline: Bool) {
    elements.withUnsafeBufferPointer { elements in
      for index in elements.indices {
        if index > 0 || !isFirstInline { pad(indent) }
        out.append(UInt8(ascii: "-"))
        item(elements[index], indent: indent)
      }
    }
  }

  /// What stands behind `-`; ends the line.
  @inline(__always)
  private mutating func item(_ element: Value, indent: Int) {
    switch element {
    case .object(let inner) where !inner.isEmpty:
      out.append(UInt8(ascii: " "))
      mapping(inner, indent: indent + 2, isFirstInline: true)
    case .array(let inner) where !inner.isEmpty:
      out.append(UInt8(ascii: " "))
      sequence(inner, indent: indent + 2, isFirstInline: true)
    default:
      leaf(element, context: ScalarContext(column: indent + 1, indent: indent + 2, isKey: false, isRoot: false))
      endLine()
    }
  }

  /// A scalar or an empty collection, with the space before it.
  @inline(__always)
  private mutating func leaf(_ value: Value, context: ScalarContext) {
    switch value {
    case .string(let text):
      text.withUTF8Bytes { bytes in
        let fits = context.column + 1 + bytes.count <= Self.width
        if PlainText.isWord(bytes) || (fits && PlainText.isSentence(bytes)) {
          if !context.isRoot { out.append(UInt8(ascii: " ")) }
          append(bytes)
        } else {
          ScalarText.write(bytes, context: context, into: &out)
        }
      }
    case .null: word("null", context)
    case .bool(let flag): word(flag ? "true" : "false", context)
    case .int(let number): word(String(number), context)
    case .uint(let number): word(String(number), context)
    case .double(let number): word(Self.text(of: number), context)
    case .array: word("[]", context)
    case .object: word("{}", context)
    }
  }

  private mutating func word(_ text: String, _ context: ScalarContext) {
    if !context.isRoot { out.append(UInt8(ascii: " ")) }
    out.append(contentsOf: text.utf8)
  }

  /// Through JSON, as the original does: an integral number becomes an integer where that fits 64 bits.
  static func text(of double: Double) -> String {
    if double.isNaN { return ".nan" }
    if double.isInfinite { return double < 0 ? "-.inf" : ".inf" }
    return switch GoNumber.normalized(double) {
    case .int(let number): String(number)
    case .uint(let number): String(number)
    default: String(decoding: ShortestDecimal(double).general(), as: UTF8.self)
    }
  }

  /// A text block that ends with a line break has ended its line already.
  @inline(__always)
  private mutating func endLine() {
    switch out.last {
    case UInt8(ascii: "\n"): return
    // U+2028 and U+2029 end the line of a text block in the original's eyes.
    case 0xA8, 0xA9: if out.suffix(3).starts(with: [0xE2, 0x80]) { return }
    default: break
    }
    out.append(UInt8(ascii: "\n"))
  }

  private static let spaces = [UInt8](repeating: UInt8(ascii: " "), count: 64)

  @inline(__always)
  private mutating func pad(_ count: Int) {
    if count <= Self.spaces.count {
      Self.spaces.withUnsafeBufferPointer { append(UnsafeBufferPointer(rebasing: $0[..<count])) }
    } else {
      out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count))
    }
  }

  @inline(__always)
  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) { out.append(contentsOf: bytes) }
}

extension YAML {
  /// The document as sigs.k8s.io/yaml prints it, with a line break at its end.
  package static func write(_ value: Value) -> [UInt8] {
    var bytes: [UInt8] = []
    write(value, into: &bytes)
    return bytes
  }

  /// Appends a document to `bytes`, without a `---` before it.
  package static func write(_ value: Value, into bytes: inout [UInt8]) {
    var writer = YAMLWriter(out: [])
    swap(&writer.out, &bytes)
    writer.document(value)
    swap(&writer.out, &bytes)
  }

  /// The document as text.
  package static func text(_ value: Value) -> String { String(decoding: write(value), as: UTF8.self) }
}
