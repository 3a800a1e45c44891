import Structure

/// The bytes of a tree: what its digest is taken of.
///
/// A first line names the format. Then come the number of entries and, for each in the order of names, its mode, its
/// name and its numbers; then the digests of all files and directories in the same order. The digests stand apart
/// because they cannot be compressed and names that resemble one another can: a directory of 10,000 files takes about
/// 350 KB. Numbers are LEB128.
enum TreeEncoding {
  private static let header = Array("martlet tree 1\n".utf8)
  private enum Mode { static let file: UInt8 = 0, executable: UInt8 = 1, directory: UInt8 = 2, link: UInt8 = 3 }

  /// Sorts the entries, and refuses names that no directory can have.
  static func sorted(_ entries: [TreeEntry]) throws -> [TreeEntry] {
    var result = entries
    // Only sort what is not sorted: comparing is linear for what Git gives, whose order is nearly ours.
    if !zip(entries, entries.dropFirst()).allSatisfy({ precedes($0.name, $1.name) }) {
      result.sort { precedes($0.name, $1.name) }
    }
    for (index, entry) in result.enumerated() {
      let name = entry.name
      guard !name.isEmpty, name != ".", name != "..", !name.utf8.contains(0x2f), !name.utf8.contains(0) else {
        throw StoreError.invalidTree(reason: "\"\(name)\" cannot be the name of a file")
      }
      guard index == 0 || result[index - 1].name.utf8.elementsEqual(name.utf8) == false else {
        throw StoreError.invalidTree(reason: "\"\(name)\" is there twice")
      }
    }
    return result
  }

  /// The order of bytes; Swift's own order of strings is another.
  static func precedes(_ left: String, _ right: String) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }

  /// - Parameter entries: As ``sorted(_:)`` gives them.
  static func encode(_ entries: [TreeEntry]) -> [UInt8] {
    var bytes = header
    bytes.reserveCapacity(header.count + entries.count * 56)
    var digests: [UInt8] = []
    digests.reserveCapacity(entries.count * 32)
    append(entries.count, to: &bytes)
    for entry in entries {
      func start(_ mode: UInt8) {
        bytes.append(mode)
        append(entry.name.utf8.count, to: &bytes)
        bytes.append(contentsOf: entry.name.utf8)
      }
      switch entry.content {
      case .file(let blob, let executable):
        start(executable ? Mode.executable : Mode.file)
        append(blob.size, to: &bytes)
        digests += blob.digest.bytes
      case .directory(let tree):
        start(Mode.directory)
        append(tree.files, to: &bytes)
        append(tree.size, to: &bytes)
        digests += tree.digest.bytes
      case .symbolicLink(let target):
        start(Mode.link)
        append(target.utf8.count, to: &bytes)
        bytes.append(contentsOf: target.utf8)
      }
    }
    return bytes + digests
  }

  /// The entries in the order of names; nil for what is no tree.
  static func decode(_ bytes: [UInt8]) -> [TreeEntry]? {
    guard bytes.starts(with: header) else { return nil }
    var reader = Reader(bytes: bytes, position: header.count)
    guard let count = reader.number(), count <= bytes.count else { return nil }
    var entries: [TreeEntry] = []
    entries.reserveCapacity(count)
    var modes: [UInt8] = []
    modes.reserveCapacity(count)
    var numbers: [(Int, Int)] = []
    var names: [String] = []
    names.reserveCapacity(count)
    numbers.reserveCapacity(count)
    var targets: [Int: String] = [:]
    for index in 0..<count {
      guard let mode = reader.byte(), let name = reader.text(), let number = reader.number(link: mode == Mode.link)
      else { return nil }
      var second = 0
      if mode == Mode.directory {
        guard let size = reader.number() else { return nil }
        second = size
      } else if mode == Mode.link {
        guard let target = reader.text() else { return nil }
        targets[index] = target
      }
      modes.append(mode)
      names.append(name)
      numbers.append((number, second))
    }
    for index in 0..<count {
      let content: TreeEntry.Content
      if let target = targets[index] {
        content = .symbolicLink(target: target)
      } else {
        guard let digest = reader.digest() else { return nil }
        content =
          modes[index] == Mode.directory
          ? .directory(TreeReference(digest: digest, files: numbers[index].0, size: numbers[index].1))
          : .file(BlobReference(digest: digest, size: numbers[index].0), executable: modes[index] == Mode.executable)
      }
      entries.append(TreeEntry(name: names[index], content: content))
    }
    return reader.isAtEnd ? entries : nil
  }

  /// What a directory with these entries holds in all.
  static func totals(_ entries: [TreeEntry]) -> (files: Int, size: Int) {
    entries.reduce(into: (files: 0, size: 0)) { totals, entry in
      switch entry.content {
      case .file(let blob, _):
        totals.files += 1
        totals.size += blob.size
      case .directory(let tree):
        totals.files += tree.files
        totals.size += tree.size
      case .symbolicLink: totals.files += 1
      }
    }
  }

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = UInt64(number)
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private struct Reader {
    let bytes: [UInt8]
    var position: Int

    var isAtEnd: Bool { position == bytes.count }

    mutating func byte() -> UInt8? {
      guard position < bytes.count else { return nil }
      defer { position += 1 }
      return bytes[position]
    }

    /// A number; nothing is read (and 0 given) for a link, which has none.
    mutating func number(link: Bool = false) -> Int? {
      guard !link else { return 0 }
      var result: UInt64 = 0
      for shift in stride(from: UInt64(0), to: 56, by: 7) {
        guard let byte = byte() else { return nil }
        result |= UInt64(byte & 0x7f) << shift
        if byte & 0x80 == 0 { return Int(result) }
      }
      return nil
    }

    mutating func text() -> String? {
      guard let count = number(), count <= bytes.count - position else { return nil }
      defer { position += count }
      return String(decoding: bytes[position..<(position + count)], as: UTF8.self)
    }

    mutating func digest() -> Digest? {
      guard bytes.count - position >= 32 else { return nil }
      defer { position += 32 }
      return Digest(bytes: bytes[position..<(position + 32)])
    }
  }
}
