import Structure

/// Reads the embedded form of a merge schema. The bytes are our own, made by the generator.
struct MergeSchemaReader {
  struct Counts {
    var strings, keyLists, nodes, fields, kinds: Int
  }

  private let bytes: UnsafeRawBufferPointer
  private var position: Int

  init(_ bytes: UnsafeRawBufferPointer, at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  mutating func header() -> Counts {
    position = 4  // past "MSC1"
    return Counts(strings: u32(), keyLists: u32(), nodes: u32(), fields: u32(), kinds: u32())
  }

  mutating func text() -> String { String(decoding: textBytes(), as: UTF8.self) }

  mutating func textBytes() -> UnsafeRawBufferPointer {
    let count = Int(u16())
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
  }

  /// Passes over a text and gives where it began.
  mutating func skipText() -> Int {
    let start = position
    let count = Int(u16())
    position += count
    return start
  }

  mutating func keys(_ names: [String]) -> [MergeSchemaNode.Key] {
    (0..<u8()).map { _ in
      let name = names[Int(u16())]
      let defaultValue = optional().map { Value.string(names[Int($0)]) }
      return MergeSchemaNode.Key(name: name, defaultValue: defaultValue)
    }
  }

  mutating func node() -> MergeSchemaTable.Node {
    var node = MergeSchemaTable.Node.untyped
    node.shape = MergeSchemaNode.Shape(rawValue: u8()) ?? .untyped
    node.strategy = MergeSchemaNode.PatchStrategy(rawValue: u8())
    node.topology = MergeSchemaTable.Topology(rawValue: u8()) ?? .byDefault
    position += 1
    node.mergeKeys = optional()
    node.mapKeys = optional()
    node.element = optional()
    let count = Int(u16())
    let first = u32()
    node.fields = first..<first + count
    return node
  }

  mutating func kind(_ names: [String]) -> (GroupVersionKind, MergeSchemaTable.Kind) {
    let apiVersion = names[Int(u16())]
    let kind = names[Int(u16())]
    let plural = optional().map { names[Int($0)] }
    let node = optional()
    let scope = MergeSchemaTable.Scope(rawValue: u8()) ?? .unknown
    position += 1
    return (
      GroupVersionKind(apiVersion: apiVersion, kind: kind),
      MergeSchemaTable.Kind(plural: plural, node: node, scope: scope)
    )
  }

  mutating func u8() -> UInt8 {
    defer { position += 1 }
    return bytes[position]
  }

  mutating func u16() -> UInt16 { UInt16(u8()) | UInt16(u8()) << 8 }

  mutating func u32() -> Int { Int(u16()) | Int(u16()) << 16 }

  private mutating func optional() -> UInt16? {
    let number = u16()
    return number == 0xFFFF ? nil : number
  }
}
