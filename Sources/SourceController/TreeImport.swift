import Git
import Store
import Structure

/// Takes the tree of a commit into the store, without what the ignore rules leave out.
///
/// Directories and files that the store knows by their Git object id are neither listed nor read again, so a commit
/// costs what it changed.
struct TreeImport {
  /// The most files of a source; a hostile tree can name the same directory again and again.
  private static let maximumFiles = 1_000_000
  private static let maximumDepth = 200
  /// The most names looked at, with directories and what is left out: a few trees can name one another 2^40 times.
  private static let maximumNames = 4_000_000
  /// The most bytes of a `.sourceignore`, and the most patterns that the files down to a directory have together.
  private static let maximumIgnoreSize = 64 << 10
  private static let maximumPatterns = 20_000
  /// The most bytes of one file: what ``FileTree`` reads.
  private static let maximumFileSize = 64 << 20

  private let checkout: GitCheckout
  private let content: ContentImport
  private var files = 0
  private var names = 0

  init(_ checkout: GitCheckout, into content: ContentImport) {
    self.checkout = checkout
    self.content = content
  }

  /// Stores the commit's tree.
  /// - Throws: ``GitError`` with `tooLarge` or for damaged objects; errors of the store; `CancellationError`.
  mutating func run(_ rules: IgnoreRules) throws -> TreeReference {
    if let tree = try directory(checkout.commit.tree, at: [], rules) { return tree }
    return try content.putTree([])
  }

  /// Stores a directory; nil when nothing of it is left.
  private mutating func directory(_ id: GitObjectID, at path: [[UInt8]], _ rules: IgnoreRules) throws -> TreeReference?
  {
    let key = rules.key(of: id.bytes, at: path)
    if let known = try content.tree(gitObject: key) {
      try count(known.files)
      return known
    }
    guard path.count < Self.maximumDepth else {
      throw GitError(.tooLarge, "directories nest deeper than \(Self.maximumDepth): \(Self.text(path.prefix(4)))/…")
    }
    try checkout.checkCancellation()
    let found = try checkout.objects.tree(id)
    names += found.count + 1
    guard names <= Self.maximumNames else {
      throw GitError(.tooLarge, "the repository has more than \(Self.maximumNames) files and directories")
    }
    var rules = rules
    if let file = found.first(where: { $0.name == IgnoreRules.fileName }), case .file = file.kind {
      let text = try checkout.objects.blob(file.id, limit: Self.maximumIgnoreSize)
      rules = rules.adding(text, in: path)
      guard rules.count <= Self.maximumPatterns else {
        throw GitError(
          .tooLarge,
          "the .sourceignore files down to /\(Self.text(path[...])) have more than \(Self.maximumPatterns) patterns")
      }
    }
    let entries = try store(found, at: path, rules)
    return entries.isEmpty ? nil : try content.putTree(entries, gitObject: key)
  }

  private mutating func store(
    _ found: [GitTreeEntry], at path: [[UInt8]], _ rules: IgnoreRules
  ) throws -> [TreeEntry] {
    let taken = found.filter { entry in
      switch entry.kind {
      case .submodule: false
      // Whatever is said of a directory: a later pattern may take files in it back.
      case .directory: true
      case .file, .symbolicLink: !rules.ignores(path + [Array(entry.name.utf8)])
      }
    }
    var known = try content.blobs(gitObjects: taken.compactMap(Self.blobID))[...]
    var entries: [TreeEntry] = []
    entries.reserveCapacity(taken.count)
    for entry in taken {
      let place = path + [Array(entry.name.utf8)]
      switch entry.kind {
      case .submodule: continue
      case .directory:
        if let tree = try directory(entry.id, at: place, rules) {
          entries.append(TreeEntry(name: entry.name, content: .directory(tree)))
        }
      case .file(let isExecutable):
        try count(1)
        let stored: BlobReference? = known.popFirst() ?? nil
        let blob = try stored ?? content.putBlob(read(entry, at: place), gitObject: entry.id.bytes)
        entries.append(TreeEntry(name: entry.name, content: .file(blob, executable: isExecutable)))
      case .symbolicLink:
        try count(1)
        let target = String(decoding: try read(entry, at: place, limit: 4_096), as: UTF8.self)
        entries.append(TreeEntry(name: entry.name, content: .symbolicLink(target: target)))
      }
    }
    return entries
  }

  private func read(_ entry: GitTreeEntry, at path: [[UInt8]], limit: Int = maximumFileSize) throws -> [UInt8] {
    do {
      return try checkout.objects.blob(entry.id, limit: limit)
    } catch let error as GitError where error.code == .tooLarge {
      throw GitError(.tooLarge, "\(Self.text(path[...])): \(error.message); leave it out by a line in .sourceignore")
    }
  }

  private mutating func count(_ more: Int) throws {
    files += more
    guard files <= Self.maximumFiles else {
      throw GitError(
        .tooLarge, "the repository has more than \(Self.maximumFiles) files; leave some out by .sourceignore")
    }
  }

  private static func blobID(_ entry: GitTreeEntry) -> [UInt8]? {
    if case .file = entry.kind { entry.id.bytes } else { nil }
  }

  private static func text(_ path: ArraySlice<[UInt8]>) -> String {
    path.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
  }
}
