import Structure

/// `.Files`: the files of a chart that are no templates.
package final class GoFiles: GoObject {
  /// Sorted by path.
  private let files: [(path: ByteString, content: [UInt8])]

  package init(_ files: [(path: String, content: [UInt8])]) {
    self.files = files.map { (ByteString($0.path), $0.content) }.sorted { $0.0 < $1.0 }
  }

  package override var type: GoType { .named("engine.files", kind: .map) }
  package override var isTrue: Bool { !files.isEmpty }
  package override var rangeValue: (entries: [(key: GoValue, value: GoValue)], boxed: Bool)? {
    (files.map { (.string($0.path), Self.bytes($0.content)) }, false)
  }

  /// `[]byte`.
  static func bytes(_ content: [UInt8]) -> GoValue {
    .list(GoList(content.map { .object(GoInteger(Int64($0), .uint8)) }, element: .uint8))
  }

  private func content(_ path: ByteString) -> [UInt8] {
    var low = 0
    var high = files.count
    while low < high {
      let middle = (low + high) / 2
      if files[middle].path < path { low = middle + 1 } else { high = middle }
    }
    return low < files.count && files[low].path == path ? files[low].content : []
  }

  package override func member(_ name: String) -> Member? {
    let this = Shared(self)
    switch name {
    case "Get":
      return .method(Function(name, [.string]) { arguments, _ in .string(this.value.content(arguments.string(0))) })
    case "GetBytes":
      return .method(
        Function(name, [.string]) { arguments, execution in
          let content = this.value.content(arguments.string(0))
          try execution.charge(elements: content.count)
          return Self.bytes(content)
        })
    case "Glob":
      return .method(
        Function(name, [.string]) { arguments, _ in
          let glob = Glob(arguments.string(0).text) ?? Glob("**")
          let matching = this.value.files.filter { glob?.matches($0.path.bytes) ?? true }
          return .object(GoFiles(matching.map { ($0.path.text, $0.content) }))
        })
    case "Lines":
      return .method(
        Function(name, [.string]) { arguments, _ in
          var content = this.value.content(arguments.string(0))
          if content.isEmpty { return .strings([ByteString]()) }
          if content.last == 0x0A { content.removeLast() }
          return .strings(Strings.split(content, [0x0A], limit: -1).map { ByteString($0) })
        })
    case "AsConfig", "AsSecrets":
      return .method(
        Function(name, []) { _, execution in
          let map = GoMap(element: .string)
          for (path, content) in this.value.files {
            let key = ByteString(Paths.base(path.bytes))
            map[key] = .string(name == "AsConfig" ? content : Base64.encode(content))
          }
          var text = YAML.write(Value(.map(map)))
          if text.last == 0x0A { text.removeLast() }
          return try execution.made(text)
        })
    default:
      // A map of bytes: a file whose path is a name, or an empty one.
      return .field(Self.bytes(content(ByteString(name))))
    }
  }
}
