/// The most that an archive may hold once it is unpacked: a few bytes can stand for gigabytes.
package struct ArchiveLimits: Sendable {
  /// Bytes of one file.
  package var file: Int
  /// Bytes of all files together, with the headers between them.
  package var total: Int
  /// Entries, folders and links included.
  package var entries: Int

  package init(file: Int = 64 << 20, total: Int = 256 << 20, entries: Int = 100_000) {
    self.file = file
    self.total = total
    self.entries = entries
  }
}
