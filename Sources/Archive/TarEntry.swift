/// One entry of a tar archive.
package struct TarEntry: Sendable {
  package enum Kind: Sendable, Hashable {
    case file
    case folder
    case symbolicLink(target: String)
    case hardLink(target: String)
    /// A device, a pipe or something unknown: its type letter.
    case other(Character)
  }

  /// The path as it stands in the archive, unchecked.
  package var path: String
  package var kind: Kind
  /// The permission bits.
  package var mode: Int
  /// Seconds since 1970.
  package var modified: Int
  package var content: [UInt8]

  package init(path: String, kind: Kind = .file, mode: Int = 0o644, modified: Int = 0, content: [UInt8] = []) {
    self.path = path
    self.kind = kind
    self.mode = mode
    self.modified = modified
    self.content = content
  }
}
