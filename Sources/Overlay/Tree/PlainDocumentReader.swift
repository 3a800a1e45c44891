/// Reads the YAML that nearly all manifests are made of, several times faster than libyaml's events: block mappings and
/// lists of scalars that stand on one line each.
///
/// Whatever else a text has, be it an anchor, a tag, a flow collection, a text over several lines or a mistake, is
/// ``Unusual`` and left to ``NodeReader``, whose answer this one equals otherwise.
struct PlainDocumentReader {
  /// Nothing is wrong: somebody else has to read it.
  struct Unusual: Error {}

  private let bytes: UnsafeBufferPointer<UInt8>
  /// The number of the current line, counted from 0.
  private var line = -1
  /// Where the line after the current one begins.
  private var next = 0
  /// The current line's content without the spaces around it, and the column on which it begins.
  private var start = 0
  private var end = 0
  private var indent = 0
  private var isDone = false
  private var depth = 0

  private static let depthLimit = 64
  /// Room for the entries that most mappings have, so that it need not be made twice.
  static let usualEntries = 4

  private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The document, and the line on which it begins; nil when it is not that plain.
  /// - Parameter bytes: Without comments that mean something.
  static func read(_ bytes: ArraySlice<UInt8>) -> (node: Node, line: Int)? {
    bytes.withUnsafeBufferPointer { buffer in
      var reader = PlainDocumentReader(buffer)
      do throws(Unusual) { return try reader.document() } catch { return nil }
    }
  }

  private mutating func document() throws(Unusual) -> (node: Node, line: Int) {
    try advance()
    if !isDone, indent == 0, end - start == 3, hasMark(UInt8(ascii: "-")) { try advance() }
    guard !isDone, !isItem else { throw Unusual() }
    let line = line
    let node = try mapping(at: indent)
    guard isDone else { throw Unusual() }
    return (node, line)
  }

  // MARK: Lines

  /// Moves to the next line that has more than a comment.
  private mutating func advance() throws(Unusual) {
    let space = UInt8(ascii: " ")
    while next < bytes.count {
      let begin = next
      var index = begin
      while index < bytes.count, bytes[index] != UInt8(ascii: "\n") {
        guard bytes[index] >= space, bytes[index] < 0x7F else { throw Unusual() }
        index += 1
      }
      line += 1
      next = index + 1
      end = index
      while end > begin, bytes[end - 1] == space { end -= 1 }
      start = begin
      while start < end, bytes[start] == space { start += 1 }
      guard start < end, bytes[start] != UInt8(ascii: "#") else { continue }
      indent = start - begin
      // The end of a document.
      if indent == 0, end - start >= 3, hasMark(UInt8(ascii: ".")) { throw Unusual() }
      return
    }
    isDone = true
  }

  /// Whether the line begins with this byte three times.
  private func hasMark(_ byte: UInt8) -> Bool {
    bytes[start] == byte && bytes[start + 1] == byte && bytes[start + 2] == byte
  }

  private func isBlank(_ index: Int) -> Bool { index >= end || bytes[index] == UInt8(ascii: " ") }

  private func content(from index: Int) -> Int {
    var index = index
    while index < end, bytes[index] == UInt8(ascii: " ") { index += 1 }
    return index
  }

  /// Whether the line is an item of a list.
  private var isItem: Bool { bytes[start] == UInt8(ascii: "-") && isBlank(start + 1) }

  // MARK: Blocks

  /// The mapping that begins on the current line; moves behind it.
  private mutating func mapping(at column: Int) throws(Unusual) -> Node {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw Unusual() }
    let node = Node(kind: .mapping, tag: .map)
    node.entries.reserveCapacity(Self.usualEntries)
    while true {
      guard let colon = colon(from: start) else { throw Unusual() }
      let key = plain(start..<colon)
      let index = content(from: colon + 1)
      let value: Node
      if index < end {
        value = try scalar(from: index)
        try advance()
      } else {
        try advance()
        if isDone || indent < column || (indent == column && !isItem) {
          value = Node(plain(0..<0))
        } else {
          value = isItem ? try list(at: indent) : try mapping(at: indent)
        }
      }
      node.entries.append(Node.Entry(key: key, value: value))
      if isDone || indent < column { return node }
      guard indent == column, !isItem else { throw Unusual() }
    }
  }

  /// The list that begins on the current line; moves behind it.
  private mutating func list(at column: Int) throws(Unusual) -> Node {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw Unusual() }
    let node = Node(kind: .sequence, tag: .sequence)
    while true {
      let index = content(from: start + 1)
      guard index < end else { throw Unusual() }
      if colon(from: index) != nil {
        indent += index - start
        start = index
        node.items.append(try mapping(at: indent))
      } else {
        node.items.append(try scalar(from: index))
        try advance()
      }
      if isDone || indent < column { return node }
      guard indent == column else { throw Unusual() }
      // A list may stand at the column of the mapping around it, whose next key this is then.
      if !isItem { return node }
    }
  }

  // MARK: Scalars

  /// The place of the colon of a key that begins at `index`.
  private func colon(from index: Int) -> Int? {
    var index = index
    guard Self.isWordByte(bytes[index]) else { return nil }
    let limit = min(end, index + 128)
    while index < limit, Self.isWordByte(bytes[index]) || bytes[index] == UInt8(ascii: "-") { index += 1 }
    guard index < limit, bytes[index] == UInt8(ascii: ":"), isBlank(index + 1) else { return nil }
    return index
  }

  private func scalar(from index: Int) throws(Unusual) -> Node {
    let first = bytes[index]
    switch first {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      guard end - index >= 2, bytes[end - 1] == first else { throw Unusual() }
      for byte in bytes[(index + 1)..<(end - 1)] where byte == first || byte == UInt8(ascii: "\\") { throw Unusual() }
      return Node(kind: .scalar, tag: .string, style: .quoted, text: text(index + 1..<end - 1))
    case UInt8(ascii: "{") where end - index == 2 && bytes[index + 1] == UInt8(ascii: "}"):
      return Node(kind: .mapping, tag: .map)
    case UInt8(ascii: "[") where end - index == 2 && bytes[index + 1] == UInt8(ascii: "]"):
      return Node(kind: .sequence, tag: .sequence)
    case UInt8(ascii: "-"):
      guard index + 1 < end, Self.isWordByte(bytes[index + 1]) else { throw Unusual() }
    default: guard Self.isWordByte(first) else { throw Unusual() }
    }
    for place in index..<end {
      switch bytes[place] {
      case UInt8(ascii: ":") where isBlank(place + 1): throw Unusual()
      case UInt8(ascii: "#") where bytes[place - 1] == UInt8(ascii: " "): throw Unusual()
      default: continue
      }
    }
    return Node(plain(index..<end))
  }

  /// Letters, digits, `_`, `.` and `/`: with these a scalar can begin without meaning anything else.
  @inline(__always)
  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: ".")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private func plain(_ range: Range<Int>) -> Node.Key {
    let text = text(range)
    return Node.Key(text: text, tag: ScalarResolution.tag(of: text))
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }
}
