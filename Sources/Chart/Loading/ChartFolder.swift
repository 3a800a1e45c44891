import Structure

/// Collects the files of a chart that lies unpacked in a folder.
struct ChartFolder {
  private let tree: any FileTree
  /// The chart's folder in the tree; empty for its root.
  private let root: String
  private var ignore = HelmIgnore.standard
  private var files: [ChartFile] = []
  private var total = 0
  private var entries = 0

  private init(_ tree: any FileTree, _ root: String) {
    self.tree = tree
    self.root = root
  }

  /// The files that `.helmignore` leaves, in the order of a walk through sorted folders.
  ///
  /// Symbolic links are followed within the tree.
  /// - Throws: ``ChartError`` for a link that leaves the tree, for what is too large, and for mistakes in `.helmignore`.
  static func files(tree: some FileTree, root: String) throws(ChartError) -> [ChartFile] {
    var folder = ChartFolder(tree, root)
    do {
      if case .file = try tree.entry(at: folder.full(".helmignore")) {
        folder.ignore = try HelmIgnore(ChartLoader.withoutMark(try tree.read(folder.full(".helmignore"))))
      }
      try folder.walk("", at: root, depth: 0)
    } catch {
      throw folder.explained(error)
    }
    return folder.files
  }

  private func full(_ path: String) -> String { root.isEmpty ? path : "\(root)/\(path)" }

  /// - Parameters:
  ///   - path: The folder as the chart knows it.
  ///   - place: Where it really stands in the tree, after links.
  private mutating func walk(_ path: String, at place: String, depth: Int) throws {
    guard depth <= ChartLimits.folders else {
      throw ChartError(
        .load, file: path, "folders nest deeper than \(ChartLimits.folders) levels; a link may lead back")
    }
    for (name, entry) in try tree.list(place) {
      entries += 1
      guard entries <= ChartLimits.entries else {
        throw ChartError(.load, "the chart has more than \(ChartLimits.entries) files; .helmignore can leave some out")
      }
      let path = path.isEmpty ? name : "\(path)/\(name)"
      var place = place.isEmpty ? name : "\(place)/\(name)"
      var found = entry
      if case .symbolicLink = entry {
        place = try tree.resolve(place)
        guard let target = try tree.entry(at: place) else {
          if ignore.ignores(path, isFolder: false) { continue }
          throw ChartError(.load, file: path, "is a symbolic link to a file that is not there")
        }
        found = target
      }
      switch found {
      case .directory:
        if !ignore.ignores(path, isFolder: true) { try walk(path, at: place, depth: depth + 1) }
      case .file(let size, _, _):
        if !ignore.ignores(path, isFolder: false) { try add(path, at: place, size: size) }
      case .symbolicLink: continue
      }
    }
  }

  private mutating func add(_ path: String, at place: String, size: Int) throws {
    guard size <= ChartLimits.file else {
      throw ChartError(
        .load, file: path,
        "has \(size) bytes; a file of a chart may have \(ChartLimits.file). If it does not belong to the chart, name it in .helmignore"
      )
    }
    total += size
    guard total <= ChartLimits.total else {
      throw ChartError(.load, "the files of the chart have more than \(ChartLimits.total) bytes together")
    }
    files.append(
      ChartFile(path: path, content: ChartLoader.withoutMark(try tree.read(place, limit: ChartLimits.file))))
  }

  private func explained(_ error: any Error) -> ChartError {
    switch error {
    case let error as ChartError: error
    case FileTreeError.escapes(let path):
      ChartError(
        .load, file: relative(path), "is a symbolic link that leads outside the chart; put a copy in its place")
    case FileTreeError.notFound(let path) where path == root:
      ChartError(.load, "there is no such folder")
    case let error as FileTreeError: ChartError(.load, "\(error)")
    default: ChartError(.load, "\(error)")
    }
  }

  private func relative(_ path: String) -> String {
    root.isEmpty || !path.hasPrefix(root + "/") ? path : String(path.dropFirst(root.count + 1))
  }
}
