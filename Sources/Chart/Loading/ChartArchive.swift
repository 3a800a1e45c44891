import Archive

/// Collects the files of a packaged chart, a gzipped tar archive with one folder at its top.
enum ChartArchive {
  /// The files by their path in the chart.
  /// - Throws: ``ChartError`` for anything that is no plain file below one folder.
  /// - Parameter budget: The bytes that may still be unpacked; those of the archive are taken from it.
  static func files(_ bytes: [UInt8], budget: inout Int) throws(ChartError) -> [ChartFile] {
    var files: [ChartFile] = []
    do throws(ArchiveError) {
      var limits = ChartLimits.archive
      limits.total = min(limits.total, budget)
      var reader = try TarReader(gzip: bytes, limits: limits)
      while let entry = try reader.nextEntry() {
        if case .folder = entry.kind { continue }
        files.append(try file(entry))
      }
    } catch {
      throw ChartError(.load, "the archive \(error.message)")
    }
    guard !files.isEmpty else { throw ChartError(.load, "the archive has no files") }
    budget -= files.reduce(0) { $0 + $1.content.count }
    return files
  }

  private static func file(_ entry: TarEntry) throws(ArchiveError) -> ChartFile {
    let name = entry.path
    func refused(_ reason: String) -> ArchiveError { ArchiveError(.unsafePath, "holds '\(name)', \(reason)") }
    switch entry.kind {
    case .file, .folder: break
    case .symbolicLink(let target): throw refused("a symbolic link to '\(target)'; charts hold plain files only")
    case .hardLink(let target): throw refused("a link to '\(target)'; charts hold plain files only")
    case .other: throw refused("which is no plain file")
    }
    // Archives that were made on Windows may have backslashes.
    let isSeparator = { (byte: UInt8) in byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") }
    var parts = name.utf8.split(omittingEmptySubsequences: false, whereSeparator: isSeparator).map(Substring.init)
    let isAbsolute = name.utf8.first.map(isSeparator) ?? false
    guard !isAbsolute, parts.count > 1, parts[1] != "" || parts.count == 2 else {
      throw refused(
        isAbsolute || parts.count > 1
          ? "an absolute path" : "a file outside the folder of the chart: all must stand below one folder at the top")
    }
    let leadsOut = parts.removeFirst() == ".."
    parts.removeAll { $0.isEmpty || $0 == "." }
    guard !parts.contains(".."), !leadsOut else {
      throw refused("a path that leads outside the chart")
    }
    guard !parts.isEmpty else { throw refused("a path without a name") }
    guard !(parts[0].count == 2 && parts[0].last == ":") else { throw refused("a path with a drive letter") }
    return ChartFile(path: parts.joined(separator: "/"), content: ChartLoader.withoutMark(entry.content))
  }
}
