/// YAML as Go's sigs.k8s.io/yaml reads and writes it.
package enum YAML {
  /// How a text is read.
  package struct ReadOptions: Sendable {
    /// What a second entry with the same key does.
    package enum DuplicateKeys: Sendable { case refuse, lastWins }
    /// Which of the two readers of the Kubernetes world decides what a plain scalar means.
    package enum Dialect: Sendable {
      /// sigs.k8s.io/yaml, as Helm, kubectl and the API server use it: `yes`, `on` and `y` are booleans, keys of other
      /// types become text, and a date stays the text it was.
      case kubernetes
      /// kyaml, as kustomize reads resources: only `true` and `false` are booleans, a date becomes a timestamp in the
      /// form of RFC 3339, and a key that is no string is refused.
      case kustomize
    }
    package var duplicateKeys: DuplicateKeys
    package var dialect: Dialect
    /// How deep values may nest.
    package var depthLimit: Int
    /// How many nodes aliases may add in all, against expansion bombs; each 64 bytes of text count as a node too.
    package var aliasNodeLimit: Int

    package init(
      duplicateKeys: DuplicateKeys = .refuse, dialect: Dialect = .kubernetes, depthLimit: Int = 1000,
      aliasNodeLimit: Int = 1_000_000
    ) {
      self.duplicateKeys = duplicateKeys
      self.dialect = dialect
      self.depthLimit = depthLimit
      self.aliasNodeLimit = aliasNodeLimit
    }

    package static let strict = ReadOptions()
    /// How kustomize reads a resource.
    package static let kustomize = ReadOptions(dialect: .kustomize)
  }

  /// One document of a stream.
  package struct Document: Sendable {
    package var value: Value
    /// Where its first node begins.
    package var start: SourcePosition
    /// Its place in the stream, empty documents counted, from 0; for ``YAML/locate(_:in:document:key:)``.
    package var index: Int
  }
}
