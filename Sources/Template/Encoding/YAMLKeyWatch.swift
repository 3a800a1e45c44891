import CLibYAML

/// Follows the events of a document and notices a mapping key that is itself a list or a mapping: Go's reader refuses
/// it and shows it in Go's syntax.
struct YAMLKeyWatch {
  private enum Frame {
    case mapping(expectsKey: Bool)
    case sequence
  }

  private var frames: [Frame] = []
  /// The collection in a key's place, while it is read.
  private var collecting: [(isMapping: Bool, values: [GoValue])] = []

  /// The message once such a key is complete.
  mutating func note(_ event: yaml_event_t) -> String? {
    switch event.type {
    case YAML_MAPPING_START_EVENT, YAML_SEQUENCE_START_EVENT:
      let isMapping = event.type == YAML_MAPPING_START_EVENT
      if !collecting.isEmpty || isAtKey {
        collecting.append((isMapping, []))
        return nil
      }
      frames.append(isMapping ? .mapping(expectsKey: true) : .sequence)
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
      guard let (isMapping, values) = collecting.popLast() else {
        _ = frames.popLast()
        advance()
        return nil
      }
      let shown = Self.shown(isMapping, values)
      if collecting.isEmpty { return "yaml: invalid map key: \(shown)" }
      collecting[collecting.count - 1].values.append(.string(shown))
    case YAML_SCALAR_EVENT:
      if collecting.isEmpty {
        advance()
      } else {
        let scalar = event.data.scalar
        let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        let text = ByteString(Array(bytes))
        let plain = scalar.style == YAML_PLAIN_SCALAR_STYLE
        let number = plain ? try? NumberText.signed(text.bytes, base: 0) : nil
        var formatter = Formatter()
        formatter.flags.sharpValue = true
        formatter.printArgument(number.map { .int64($0) } ?? .string(text), UInt32(UInt8(ascii: "v")))
        collecting[collecting.count - 1].values.append(.string(formatter.out))
      }
    case YAML_ALIAS_EVENT: if collecting.isEmpty { advance() }
    default: break
    }
    return nil
  }

  private var isAtKey: Bool { if case .mapping(expectsKey: true)? = frames.last { true } else { false } }

  private mutating func advance() {
    if case .mapping(let expectsKey)? = frames.last { frames[frames.count - 1] = .mapping(expectsKey: !expectsKey) }
  }

  private static func shown(_ isMapping: Bool, _ values: [GoValue]) -> String {
    let texts = values.map { $0.string?.text ?? "" }
    if !isMapping { return "[]interface {}{" + texts.joined(separator: ", ") + "}" }
    let pairs = stride(from: 0, to: texts.count - 1, by: 2).map { "\(texts[$0]):\(texts[$0 + 1])" }
    return "map[interface {}]interface {}{" + pairs.joined(separator: ", ") + "}"
  }
}
