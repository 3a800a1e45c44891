/// Where a scalar is written.
struct ScalarContext {
  /// The column that the output has reached, counted in code points from 0.
  var column: Int
  /// The indentation of the lines that it is continued on.
  var indent: Int
  /// Whether it is a key on the line of its value, which may not be broken.
  var isKey: Bool
  /// Whether it is the whole document, with no space before it.
  var isRoot: Bool
}

/// How a text is written as a scalar: which style, then the bytes of that style, by the rules of libyaml's emitter as
/// go.yaml.in/yaml/v2 has it.
enum ScalarText {
  /// Keys with more bytes are written behind `?`.
  static let longestKey = 128

  enum Style { case plain, singleQuoted, doubleQuoted, literal }

  /// Writes a text with the space before it.
  static func write(_ bytes: UnsafeBufferPointer<UInt8>, context: ScalarContext, into out: inout [UInt8]) {
    let shape = ScalarShape(bytes)
    emit(bytes, style: style(bytes, shape, isKey: context.isKey), context: context, into: &out)
  }

  /// Writes a key and gives its width in columns; nil, and nothing of use written, when it can't stand on one line.
  static func keyWidth(_ bytes: UnsafeBufferPointer<UInt8>, indent: Int, into out: inout [UInt8]) -> Int? {
    let shape = ScalarShape(bytes)
    guard !shape.isMultiline, bytes.count <= longestKey else { return nil }
    let start = out.count
    let context = ScalarContext(column: indent, indent: indent + 2, isKey: true, isRoot: true)
    emit(bytes, style: style(bytes, shape, isKey: true), context: context, into: &out)
    return out[start...].reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
  }

  private static func style(_ bytes: UnsafeBufferPointer<UInt8>, _ shape: ScalarShape, isKey: Bool) -> Style {
    if bytes.contains(UInt8(ascii: "\n")) { return shape.allowsBlock && !isKey ? .literal : .doubleQuoted }
    // What would be read back as something else; numbers to the base 60 are quoted for the sake of other readers.
    guard PlainScalar.resolve(bytes) == .text, !isSexagesimal(bytes) else { return .doubleQuoted }
    if isKey && shape.isMultiline { return .doubleQuoted }
    if shape.allowsPlain { return .plain }
    return shape.allowsSingleQuotes ? .singleQuoted : .doubleQuoted
  }

  private static func emit(
    _ bytes: UnsafeBufferPointer<UInt8>, style: Style, context: ScalarContext, into out: inout [UInt8]
  ) {
    var pen = ScalarPen(context)
    if !context.isRoot { pen.put(UInt8(ascii: " "), into: &out) }
    switch style {
    case .plain: pen.plain(bytes, into: &out)
    case .singleQuoted: pen.singleQuoted(bytes, into: &out)
    case .doubleQuoted: pen.doubleQuoted(bytes, into: &out)
    case .literal: pen.literal(bytes, into: &out)
    }
  }

  /// `[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?`
  static func isSexagesimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.contains(UInt8(ascii: ":")) else { return false }
    var rest = bytes[...]
    func isDigit(_ byte: UInt8?) -> Bool { byte.map { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } ?? false }
    func isDigitOrLine(_ byte: UInt8) -> Bool { isDigit(byte) || byte == UInt8(ascii: "_") }
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
    guard isDigit(rest.first) else { return false }
    rest = rest.drop(while: isDigitOrLine)
    var groups = 0
    while rest.first == UInt8(ascii: ":") {
      let digits = rest.dropFirst().prefix { isDigit($0) }
      guard digits.count == 1 || (digits.count == 2 && digits[digits.startIndex] < UInt8(ascii: "6")) else {
        return false
      }
      rest = rest.dropFirst(1 + digits.count)
      groups += 1
    }
    guard groups > 0 else { return false }
    if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst().drop(while: isDigitOrLine) }
    return rest.isEmpty
  }
}
