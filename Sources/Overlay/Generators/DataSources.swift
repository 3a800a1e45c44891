import Structure

/// The entries of a generated ConfigMap or Secret, from environment files, literals and files, in that order.
struct DataSources {
  struct Entry {
    var key: String
    var content: [UInt8]
  }

  let loader: RootLoader

  func entries(_ arguments: GeneratorArguments) throws(Failure) -> [Entry] {
    var entries: [Entry] = []
    for path in arguments.envs { entries += try environment(path) }
    for (index, literal) in arguments.literals.enumerated() { entries.append(try Self.literal(literal, index)) }
    for source in arguments.files {
      let (key, path) = try Self.file(source)
      entries.append(Entry(key: key, content: try loader.load(path).bytes))
    }
    return entries
  }

  /// The text may be a secret, so that no message shows it.
  private static func literal(_ text: String, _ index: Int) throws(Failure) -> Entry {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      throw Failure("literals[\(index)] must have the form key=value")
    }
    var value = text[text.index(after: equals)...]
    // Quotes around the whole value are for the reader, not part of it.
    if value.utf8.count >= 2, let first = value.utf8.first, first == value.utf8.last, first == 34 || first == 39 {
      value = value.dropFirst().dropLast()
    }
    return Entry(key: String(text[..<equals]), content: Array(value.utf8))
  }

  /// `path`, or `key=path`.
  private static func file(_ source: String) throws(Failure) -> (key: String, path: String) {
    let parts = source.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    switch parts.count {
    case 1: return (PathText.lastName(of: source), source)
    case 2:
      guard !parts[0].isEmpty else { throw Failure("the key is missing in the file source '\(source)'") }
      guard !parts[1].isEmpty else { throw Failure("the path is missing in the file source '\(source)'") }
      return (parts[0], parts[1])
    default: throw Failure("the file source '\(source)' has more than one '='")
    }
  }

  /// Lines of `key=value`; empty lines and those with `#` are passed over.
  private func environment(_ path: String) throws(Failure) -> [Entry] {
    let (bytes, file) = try loader.load(path)
    var entries: [Entry] = []
    for (number, whole) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      var line = whole
      if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
      guard String(validating: line, as: UTF8.self) != nil else {
        throw Failure("the line is no valid UTF-8", file: file, position: .init(line: number + 1, column: 1))
      }
      if number == 0, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
      line = line.drop { $0 == 32 || (9...13).contains($0) }
      guard let first = line.first, first != UInt8(ascii: "#") else { continue }
      let equals = line.firstIndex(of: UInt8(ascii: "="))
      let key = String(decoding: line[..<(equals ?? line.endIndex)], as: UTF8.self)
      guard !key.isEmpty else { continue }
      entries.append(Entry(key: key, content: equals.map { Array(line[($0 + 1)...]) } ?? []))
    }
    return entries
  }
}
