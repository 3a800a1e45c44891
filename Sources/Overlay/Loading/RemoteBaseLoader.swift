package import Structure

/// Fetches what a kustomization names by an address rather than by a path. Calls block.
package protocol RemoteBaseLoader: Sendable {
  /// What stands at `address`; nil when it is none that is fetched, and so a path like any other.
  /// - Throws: When it cannot be found out, with a message for the operator.
  func kind(of address: String) throws -> RemoteKind?
  /// A directory of a repository.
  /// - Parameter referrer: The repository whose kustomization names the address; nil for one that is not remote.
  /// - Throws: When it cannot or may not be fetched, with a message for the operator.
  func base(_ address: String, from referrer: RemoteBase?) throws -> RemoteBase
  /// The content of the file at an `http://` or `https://` address, of at most `limit` bytes.
  /// - Throws: When it cannot be fetched, with a message for the operator.
  func file(_ address: String, limit: Int) throws -> [UInt8]
  /// What the annotations of `buildMetadata` say of an address.
  func origin(of address: String) -> RemoteOrigin?
}

/// What an address stands for.
package enum RemoteKind: Sendable { case file, directory }

/// A directory of a repository that was fetched.
package struct RemoteBase: Sendable {
  /// The whole repository, which nothing in it leads out of.
  package var tree: any FileTree
  /// Relative to the tree; empty for its root.
  package var directory: String
  /// Tells the repository at this commit from every other, so that cycles are found.
  package var identity: String
  /// The address of the repository for messages, without secrets.
  package var shown: String

  package init(tree: any FileTree, directory: String, identity: String, shown: String) {
    self.tree = tree
    self.directory = directory
    self.identity = identity
    self.shown = shown
  }
}

/// An address taken apart as origin annotations show it.
package struct RemoteOrigin: Sendable, Hashable {
  package var repository: String
  package var path: String
  package var reference: String

  package init(repository: String, path: String, reference: String) {
    self.repository = repository
    self.path = path
    self.reference = reference
  }
}
