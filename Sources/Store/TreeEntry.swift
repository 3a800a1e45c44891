package import Structure

/// One name in a stored directory.
package struct TreeEntry: Sendable, Hashable {
  package enum Content: Sendable, Hashable {
    case file(BlobReference, executable: Bool)
    case directory(TreeReference)
    case symbolicLink(target: String)
  }

  package var name: String
  package var content: Content

  package init(name: String, content: Content) {
    self.name = name
    self.content = content
  }
}

/// A stored file.
package struct BlobReference: Sendable, Hashable {
  package var digest: Digest
  /// Bytes of the content.
  package var size: Int

  package init(digest: Digest, size: Int) {
    self.digest = digest
    self.size = size
  }
}

/// A stored directory with all below it.
package struct TreeReference: Sendable, Hashable {
  package var digest: Digest
  /// How many files and symbolic links are in it and below.
  package var files: Int
  /// How many bytes these files have.
  package var size: Int

  package init(digest: Digest, files: Int, size: Int) {
    self.digest = digest
    self.files = files
    self.size = size
  }
}
