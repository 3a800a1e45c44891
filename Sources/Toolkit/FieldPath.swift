/// The way to a field of an object, from its root.
package struct FieldPath: Sendable, Hashable {
  package enum Step: Sendable, Hashable {
    case key(String)
    case index(Int)
  }

  package var steps: [Step]

  package init(_ steps: [Step] = []) { self.steps = steps }
  /// A path of mapping keys.
  package init(_ keys: String...) { steps = keys.map(Step.key) }

  package func appending(_ key: String) -> FieldPath { FieldPath(steps + [.key(key)]) }
  package func appending(_ index: Int) -> FieldPath { FieldPath(steps + [.index(index)]) }
}

extension FieldPath: CustomStringConvertible {
  /// `spec.dependsOn[0].name`; a key that is no plain word stands quoted in brackets: `metadata.labels["a.b/c"]`.
  package var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .index(let index): text += "[\(index)]"
      case .key(let key) where key.utf8.allSatisfy(Self.isPlain) && !key.isEmpty:
        text += text.isEmpty ? key : ".\(key)"
      case .key(let key): text += "[\"\(key)\"]"
      }
    }
    return text
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
