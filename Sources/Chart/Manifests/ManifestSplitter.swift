/// Splits what templates wrote into documents, where Helm does: at `---` at the start of a line, whatever follows.
enum ManifestSplitter {
  /// The documents that are not blank, each without white space at its start.
  static func split(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
    var documents: [ArraySlice<UInt8>] = []
    var index = text.firstIndex { !isSpace($0) } ?? text.endIndex
    var start = index
    // The text begins like a line.
    var isLineStart = true
    while index < text.count {
      if isLineStart, text[index...].starts(with: separator) {
        append(text[start..<index], isLast: false, to: &documents)
        index += separator.count
        while index < text.count, isSpace(text[index]) { index += 1 }
        start = index
        // White space behind a separator belongs to it, and with it the line break that another would need.
        isLineStart = false
        continue
      }
      isLineStart = text[index] == 0x0A
      index += 1
    }
    append(text[start...], isLast: true, to: &documents)
    return documents
  }

  private static let separator: [UInt8] = Array("---".utf8)

  /// White space in front of a separator belongs to it; the last document keeps its end.
  private static func append(_ document: ArraySlice<UInt8>, isLast: Bool, to documents: inout [ArraySlice<UInt8>]) {
    var document = document.drop { isSpace($0) }
    guard !document.isEmpty else { return }
    if !isLast { while let last = document.last, isSpace(last) { document.removeLast() } }
    documents.append(document)
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
}
