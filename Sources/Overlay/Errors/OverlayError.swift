package import Structure

/// Why a directory could not be built.
package struct OverlayError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file with the mistake, relative to the tree; for a missing file the one that names it.
  package var file: String
  /// Where in the file, when the mistake has a place.
  package var position: SourcePosition?
  /// What is wrong with which field of which object, what was expected, and what to do. May have several lines.
  package var message: String
  /// The kustomization files that led to the file, from the one that was asked for down.
  package var chain: [String]

  package init(file: String, position: SourcePosition?, message: String, chain: [String]) {
    self.file = file
    self.position = position
    self.message = message
    self.chain = chain
  }

  /// `FILE:LINE:COLUMN: message`, then a line for each overlay on the way.
  package var description: String { description(prefix: "") }

  /// The description with `prefix` in front of each path, for a person who stands elsewhere than at the root of the tree.
  package func description(prefix: String) -> String {
    let place = position.map { ":\($0)" } ?? ""
    // What lies in a remote repository, or is a remote file, is named by its address.
    func named(_ path: String) -> String { path.contains("//") ? path : prefix + path }
    var text = "\(named(file))\(place): \(message)"
    for overlay in chain.reversed() where overlay != file { text += "\n  from \(named(overlay))" }
    return text
  }

  init(_ failure: Failure, directory: String) {
    self.init(
      file: failure.file ?? failure.chain.first ?? (directory.isEmpty ? "." : directory), position: failure.position,
      message: failure.message, chain: failure.chain.reversed())
  }
}
