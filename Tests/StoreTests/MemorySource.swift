import Store
import Structure

/// A source of trees in memory that counts what is asked of it. Ids are derived from content, as Git's are.
final class MemorySource: ContentSource {
  private(set) var root: [UInt8] = []
  private(set) var reads = 0
  private(set) var lists = 0
  private var trees: [[UInt8]: [ContentSourceEntry]] = [:]
  private var blobs: [[UInt8]: [UInt8]] = [:]

  /// - Parameter files: Paths and texts. A text that begins with `->` is a link, one with `#!exec` an executable.
  init(_ files: [String: String]) {
    root = build(files.map { ($0.key.split(separator: "/").map(String.init)[...], $0.value) })
  }

  func list(tree: [UInt8]) throws -> [ContentSourceEntry] {
    lists += 1
    return trees[tree] ?? []
  }

  func read(blob: [UInt8]) throws -> [UInt8] {
    reads += 1
    return blobs[blob] ?? []
  }

  private func build(_ files: [(path: ArraySlice<String>, text: String)]) -> [UInt8] {
    var entries: [ContentSourceEntry] = []
    for (name, below) in Dictionary(grouping: files, by: { $0.path.first ?? "" }).sorted(by: { $0.key < $1.key }) {
      if below.count == 1, below[0].path.count == 1 {
        let text = below[0].text
        let isLink = text.hasPrefix("->")
        let bytes = Array((isLink ? String(text.dropFirst(2)) : text).utf8)
        let id = identity(0, bytes)
        blobs[id] = bytes
        entries.append(
          ContentSourceEntry(
            name: name, kind: isLink ? .symbolicLink : text.hasPrefix("#!exec") ? .executable : .file, id: id))
      } else {
        let id = build(below.map { ($0.path.dropFirst(), $0.text) })
        entries.append(ContentSourceEntry(name: name, kind: .directory, id: id))
      }
    }
    let id = identity(1, entries.flatMap { Array($0.name.utf8) + [UInt8(0)] + $0.id })
    trees[id] = entries
    return id
  }

  /// Twenty bytes that stand for the content (FNV-1a, several times): good enough to tell a test's files apart.
  private func identity(_ kind: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    (0..<3).flatMap { seed -> [UInt8] in
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325 &+ UInt64(seed)
      for byte in [kind] + bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      return withUnsafeBytes(of: hash) { Array($0) }
    }.prefix(20).map { $0 }
  }
}
