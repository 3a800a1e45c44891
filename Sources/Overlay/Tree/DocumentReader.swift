import Glibc
import Structure

/// Splits a text into documents the way kustomize does, and reads each of them.
///
/// A line that begins with `---` separates documents, wherever it stands; of what lies between two separators only the
/// first document counts.
enum DocumentReader {
  /// A document and the line on which its part of the text begins, counted from 0.
  struct Document {
    var node: Node
    var firstLine: Int
    /// Which part of the text it is, empty ones counted.
    var part: Int
  }

  struct Part {
    var bytes: ArraySlice<UInt8>
    var firstLine: Int
  }

  /// The documents that are not empty. A single `List` gives its items.
  static func read(_ bytes: [UInt8], notes: SchemaNotes? = nil) throws(Failure) -> [Document] {
    let parts = try split(bytes.withoutCarriageReturns)
    let pieces = SideBySide.pieces(of: parts.count, from: 200) { range in
      let own = notes.map { _ in SchemaNotes() }
      return (documents: Result { () throws(Failure) in try read(parts, range, notes: own) }, notes: own)
    }
    var documents: [Document] = []
    for piece in pieces {
      documents += try piece.documents.get()
      if let own = piece.notes { notes?.merge(own) }
    }
    return documents
  }

  private static func read(_ parts: [Part], _ range: Range<Int>, notes: SchemaNotes?) throws(Failure) -> [Document] {
    var documents: [Document] = []
    for index in range {
      let part = parts[index]
      let found: (node: Node, line: Int)?
      do throws(Failure) {
        found = try NodeReader.read(part.bytes, notes: notes)
      } catch {
        var failure = error
        failure.position?.line += part.firstLine
        throw failure
      }
      guard let (node, line) = found, !node.isNull else { continue }
      let firstLine = part.firstLine + line
      if parts.count == 1, let items = listItems(node) {
        for item in items { documents.append(Document(node: item, firstLine: firstLine, part: index)) }
        continue
      }
      documents.append(Document(node: node, firstLine: firstLine, part: index))
    }
    return documents
  }

  /// The items of a `List`; nil for anything else.
  private static func listItems(_ node: Node) -> [Node]? {
    let kind = node.text("kind")
    guard kind == "List" || kind == "ResourceList" else { return nil }
    if let items = node.field("items") { return items.items }
    return node.field("functionConfig") == nil ? nil : []
  }

  /// The parts between separator lines.
  static func split(_ bytes: [UInt8]) throws(Failure) -> [Part] {
    guard !bytes.isEmpty else { return [] }
    let hyphen = UInt8(ascii: "-")
    var parts: [Part] = []
    var start = 0
    var firstLine = 0
    var line = 0
    var index = 0
    while let end = bytes.lineEnd(from: index) {
      line += 1
      index = end + 1
      // The separator needs a line end before it (this one) and after it.
      guard index + 2 < bytes.count, bytes[index] == hyphen, bytes[index + 1] == hyphen, bytes[index + 2] == hyphen,
        let close = bytes.lineEnd(from: index)
      else { continue }
      let rest = bytes[index + 3..<close].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      guard rest.isEmpty || rest.first == UInt8(ascii: "#") else {
        var failure = Failure(
          "invalid document separator '\(String(decoding: bytes[index..<close], as: UTF8.self))': "
            + "nothing but a comment may follow '---'", position: SourcePosition(line: line + 1, column: 1))
        failure.isMalformed = true
        throw failure
      }
      parts.append(Part(bytes: bytes[start..<index], firstLine: firstLine))
      line += 1
      index = close + 1
      start = index
      firstLine = line
    }
    parts.append(Part(bytes: bytes[start...], firstLine: firstLine))
    return parts
  }
}

extension [UInt8] {
  /// The place of the next line feed.
  fileprivate func lineEnd(from start: Int) -> Int? {
    withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, start < bytes.count,
        let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// The text with line feeds alone for line ends.
  var withoutCarriageReturns: [UInt8] {
    guard contains(UInt8(ascii: "\r")) else { return self }
    var result: [UInt8] = []
    result.reserveCapacity(count)
    for (index, byte) in enumerated() {
      if byte == UInt8(ascii: "\r"), index + 1 < count, self[index + 1] == UInt8(ascii: "\n") { continue }
      result.append(byte)
    }
    return result
  }
}
