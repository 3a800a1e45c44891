import Structure

/// The text of a patch and where it stands: a file of its own, or a field of the kustomization file.
struct PatchOrigin {
  /// The patch as it was read.
  let bytes: [UInt8]
  /// The file that holds the text.
  let file: String
  /// For a text within a file: the whole file, and the keys that lead to the text.
  var container: (bytes: [UInt8], pointer: [String])?

  /// Gives a mistake in the patch its place in the file. Until then its position counts within the patch, and its
  /// pointer leads into it.
  func place(_ failure: Failure) -> Failure {
    guard failure.file == nil else { return failure }
    let inner = failure.position ?? failure.pointer.flatMap { YAML.locate(JSONPointer($0), in: bytes) }
    guard let inner else { return failure.withoutPlace }
    guard let container else { return failure.at(file, inner) }
    guard let start = YAML.locate(JSONPointer(container.pointer), in: container.bytes) else {
      return failure.withoutPlace
    }
    return failure.at(file, shifted(inner, start, in: container.bytes))
  }

  /// A position in a block of text begins on the line after the mark; in a text on one line it begins there.
  private func shifted(_ inner: SourcePosition, _ start: SourcePosition, in whole: [UInt8]) -> SourcePosition {
    let lines = whole.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.indices.contains(start.line - 1) else { return start }
    let rest = lines[start.line - 1].dropFirst(start.column - 1)
    guard rest.first == UInt8(ascii: "|") || rest.first == UInt8(ascii: ">") else {
      return inner.line == 1 ? SourcePosition(line: start.line, column: start.column + inner.column - 1) : start
    }
    var first = start.line
    while first < lines.count, lines[first].allSatisfy({ $0 == UInt8(ascii: " ") }) { first += 1 }
    guard first < lines.count else { return start }
    let indentation = lines[first].prefix { $0 == UInt8(ascii: " ") }.count
    return SourcePosition(line: first + inner.line, column: indentation + inner.column)
  }
}

extension Failure {
  /// Without a position that means nothing outside of the text it was found in.
  var withoutPlace: Failure {
    var copy = self
    copy.position = nil
    copy.pointer = nil
    return copy
  }
}
