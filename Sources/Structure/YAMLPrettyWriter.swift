/// Writes a ``Value`` the way go.yaml.in/yaml/v3 does with an indentation of 2: sorted keys, lists indented below their
/// key, lines of any length, numbers in Go's shortest form. Helm's `toYamlPretty`.
struct YAMLPrettyWriter {
  var out: [UInt8] = []

  mutating func document(_ value: Value) {
    switch value {
    case .object(let mapping) where !mapping.isEmpty: self.mapping(mapping, indent: 0, isFirstInline: true)
    case .array(let elements) where !elements.isEmpty: sequence(elements, indent: 0, isFirstInline: true)
    default:
      leaf(value, ScalarContext(column: 0, indent: 2, isKey: true, isRoot: true))
      endLine()
    }
  }

  private mutating func mapping(_ mapping: Mapping, indent: Int, isFirstInline: Bool) {
    var isInline = isFirstInline
    for position in PrettyOrder.positions(of: mapping.keys) {
      if !isInline { pad(indent) }
      isInline = false
      if !PrettyStyle.fitsOneLine(mapping.keys[position]) {
        longEntry(mapping.keys[position], mapping.values[position], indent: indent)
        continue
      }
      let context = ScalarContext(column: indent, indent: indent + 2, isKey: true, isRoot: true)
      scalar(mapping.keys[position], context, isKey: true)
      out.append(UInt8(ascii: ":"))
      switch mapping.values[position] {
      case .object(let inner) where !inner.isEmpty:
        endLine()
        self.mapping(inner, indent: indent + 2, isFirstInline: false)
      case .array(let elements) where !elements.isEmpty:
        endLine()
        sequence(elements, indent: indent + 2, isFirstInline: false)
      case let value:
        leaf(value, ScalarContext(column: indent, indent: indent + 2, isKey: true, isRoot: false))
        endLine()
      }
    }
  }

  /// An entry whose key is long or has several lines.
  private mutating func longEntry(_ key: String, _ value: Value, indent: Int) {
    let context = ScalarContext(column: indent + 1, indent: indent + 2, isKey: true, isRoot: false)
    out.append(UInt8(ascii: "?"))
    scalar(key, context, isKey: false)
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
    default:
      leaf(value, context)
      endLine()
    }
  }

  private mutating func sequence(_ elements: [Value], indent: Int, isFirstInline: Bool) {
    var isInline = isFirstInline
    for element in elements {
      if !isInline { pad(indent) }
      isInline = false
      out.append(UInt8(ascii: "-"))
      switch element {
      case .object(let inner) where !inner.isEmpty:
        out.append(UInt8(ascii: " "))
        mapping(inner, indent: indent + 2, isFirstInline: true)
      case .array(let inner) where !inner.isEmpty:
        out.append(UInt8(ascii: " "))
        sequence(inner, indent: indent + 2, isFirstInline: true)
      default:
        leaf(element, ScalarContext(column: indent + 1, indent: indent + 2, isKey: true, isRoot: false))
        endLine()
      }
    }
  }

  private mutating func leaf(_ value: Value, _ context: ScalarContext) {
    switch value {
    case .string(let text): scalar(text, context, isKey: false)
    case .null: word("null", context)
    case .bool(let flag): word(flag ? "true" : "false", context)
    case .int(let number): word(String(number), context)
    case .uint(let number): word(String(number), context)
    case .double(let number): word(Self.text(of: number), context)
    case .array: word("[]", context)
    case .object: word("{}", context)
    }
  }

  private static func text(of number: Double) -> String {
    if number.isNaN { return ".nan" }
    if number.isInfinite { return number < 0 ? "-.inf" : ".inf" }
    return String(decoding: ShortestDecimal(number).general(), as: UTF8.self)
  }

  private mutating func word(_ text: String, _ context: ScalarContext) {
    if !context.isRoot { out.append(UInt8(ascii: " ")) }
    out.append(contentsOf: text.utf8)
  }

  /// Every context says that it is a key, since lines are never broken.
  private mutating func scalar(_ text: String, _ context: ScalarContext, isKey: Bool) {
    text.withUTF8Bytes { bytes in
      var pen = ScalarPen(context)
      if !context.isRoot { pen.put(UInt8(ascii: " "), into: &out) }
      switch PrettyStyle.style(bytes, isKey: isKey) {
      case .plain: pen.plain(bytes, into: &out)
      case .singleQuoted: pen.singleQuoted(bytes, into: &out)
      case .doubleQuoted: pen.doubleQuoted(bytes, into: &out)
      case .literal: pen.literal(bytes, into: &out)
      }
    }
  }

  /// A text block that ends with a line break has ended its line already.
  private mutating func endLine() {
    if out.last != UInt8(ascii: "\n") { out.append(UInt8(ascii: "\n")) }
  }

  private mutating func pad(_ count: Int) { out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count)) }
}

extension YAML {
  /// The document as go.yaml.in/yaml/v3 prints it with an indentation of 2, with a line break at its end.
  package static func writePretty(_ value: Value) -> [UInt8] {
    var writer = YAMLPrettyWriter()
    writer.document(value)
    return writer.out
  }
}

/// How yaml.v3 chooses the style of a text; it differs from its ancestor in tabs and in what numbers look like.
private enum PrettyStyle {
  /// Whether a key stands in front of its colon on one line.
  static func fitsOneLine(_ key: String) -> Bool {
    key.withUTF8Bytes { bytes in bytes.count <= ScalarText.longestKey && !ScalarShape(bytes).isMultiline }
  }

  static func style(_ bytes: UnsafeBufferPointer<UInt8>, isKey: Bool) -> ScalarText.Style {
    let hasTab = bytes.contains(UInt8(ascii: "\t"))
    // A tab forbids plain and single-quoted text only.
    let shape: ScalarShape
    if hasTab {
      let blanked = bytes.map { $0 == UInt8(ascii: "\t") ? UInt8(ascii: "x") : $0 }
      shape = blanked.withUnsafeBufferPointer { ScalarShape($0) }
    } else {
      shape = ScalarShape(bytes)
    }
    if bytes.contains(UInt8(ascii: "\n")) { return shape.allowsBlock && !isKey ? .literal : .doubleQuoted }
    guard isText(bytes), !ScalarText.isSexagesimal(bytes), !hasTab else { return .doubleQuoted }
    if isKey && shape.isMultiline { return .doubleQuoted }
    if shape.allowsPlain { return .plain }
    return shape.allowsSingleQuotes ? .singleQuoted : .doubleQuoted
  }

  /// Whether a text is read back as one when it stands without quotes.
  private static func isText(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard PlainScalar.resolve(bytes) == .text else { return false }
    // Octal numbers of YAML 1.2.
    var rest = bytes[...]
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    guard rest.starts(with: [0x30, 0x6F]), rest.count > 2 else { return true }
    return !rest.dropFirst(2).allSatisfy { ($0 >= 0x30 && $0 <= 0x37) || $0 == UInt8(ascii: "_") }
  }
}

/// The key order of yaml.v3: as ``NaturalOrder``, but behind digits a letter comes first.
private enum PrettyOrder {
  static func positions(of keys: [String]) -> [Int] {
    var positions = Array(keys.indices)
    guard keys.count > 1 else { return positions }
    let runes = keys.map { Array($0.unicodeScalars) }
    positions.sort { JSON.precedes(keys[$0], keys[$1]) }
    for index in 1..<positions.count where precedes(runes[positions[index]], runes[positions[index - 1]]) {
      let moving = positions[index]
      var hole = index
      while hole > 0, precedes(runes[moving], runes[positions[hole - 1]]) {
        positions[hole] = positions[hole - 1]
        hole -= 1
      }
      positions[hole] = moving
    }
    return positions
  }

  private static func precedes(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Bool {
    var afterDigit = false
    var index = 0
    while index < left.count, index < right.count, left[index] == right[index] {
      afterDigit = left[index].isGoDigit
      index += 1
    }
    guard index < left.count, index < right.count else { return left.count < right.count }
    let (first, second) = (left[index], right[index])
    if first.isGoLetter, second.isGoLetter { return first.value < second.value }
    if first.isGoLetter || second.isGoLetter { return afterDigit ? first.isGoLetter : second.isGoLetter }
    var seed: Int64 = 0
    if first == "0" || second == "0" {
      var before = index - 1
      while before >= 0, left[before].isGoDigit {
        if left[before] != "0" {
          seed = 1
          break
        }
        before -= 1
      }
    }
    let (firstNumber, firstEnd) = NaturalOrder.number(in: left, at: index, seed: seed)
    let (secondNumber, secondEnd) = NaturalOrder.number(in: right, at: index, seed: seed)
    if firstNumber != secondNumber { return firstNumber < secondNumber }
    if firstEnd != secondEnd { return firstEnd < secondEnd }
    return first.value < second.value
  }
}
