/// YAML as Go's sigs.k8s.io/yaml reads and writes it.
package enum YAML {
  /// How a text is read.
  package struct ReadOptions: Sendable {
    /// What a second entry with the same key does.
    package enum DuplicateKeys: Sendable { case refuse, lastWins }
    package var duplicateKeys: DuplicateKeys
    /// How deep values may nest.
    package var depthLimit: Int
    /// How many nodes aliases may add in all, against expansion bombs.
    package var aliasNodeLimit: Int

    package init(duplicateKeys: DuplicateKeys = .refuse, depthLimit: Int = 1000, aliasNodeLimit: Int = 1_000_000) {
      self.duplicateKeys = duplicateKeys
      self.depthLimit = depthLimit
      self.aliasNodeLimit = aliasNodeLimit
    }

    package static let strict = ReadOptions()
  }

  /// One document of a stream.
  package struct Document: Sendable {
    package var value: Value
    /// Where its first node begins.
    package var start: SourcePosition
    /// Its place in the stream, empty documents counted, from 0; for ``YAML/locate(_:in:document:)``.
    package var index: Int
  }
}

/// A text that is not the YAML or JSON it should be.
package struct SyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The reason in words, without position.
  package var message: String
  package var position: SourcePosition?

  package init(message: String, position: SourcePosition?) {
    self.message = message
    self.position = position
  }

  /// `LINE:COLUMN: message`; put the file's name and a colon in front of it.
  package var description: String { position.map { "\($0): \(message)" } ?? message }
}
