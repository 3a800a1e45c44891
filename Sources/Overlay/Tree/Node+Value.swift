import Structure

extension Node {
  /// The node as data: what kustomize's way through YAML and JSON makes of it.
  /// - Throws: When a key is no string or stands twice, or a scalar is not what its tag says.
  func value() throws(Failure) -> Value {
    switch kind {
    case .none: return .null
    case .alias: return try items.first?.value() ?? .null
    case .sequence:
      var elements: [Value] = []
      elements.reserveCapacity(items.count)
      for item in items { elements.append(try item.value()) }
      return .array(elements)
    case .mapping:
      var keys: [String] = []
      var values: [Value] = []
      keys.reserveCapacity(entries.count)
      values.reserveCapacity(entries.count)
      for entry in entries {
        let key = try entry.key.checkedText()
        let value: Value
        do throws(Failure) { value = try entry.value.value() } catch { throw error.prefixed(key) }
        keys.append(key)
        values.append(value)
      }
      try refuseDuplicates()
      return .object(Mapping(uniqueKeys: keys, values: values))
    case .scalar: return try scalarValue()
    }
  }

  /// The effective tag when the node is written as YAML and read again.
  var effectiveTag: Tag { Self.effectiveTag(tag, style, text) }

  static func effectiveTag(_ tag: Tag, _ style: Style, _ text: String) -> Tag {
    switch tag {
    case .string: return .string
    case .unresolved: return style.contains(.quoted) ? .string : ScalarResolution.tag(of: text)
    default:
      // Quotes win over a tag that the text alone would have: it is not written out then.
      if style.contains(.quoted), !style.contains(.tagged), ScalarResolution.tag(of: text) == tag { return .string }
      return tag
    }
  }

  private func scalarValue() throws(Failure) -> Value {
    switch effectiveTag {
    case .string, .unresolved, .merge: return .string(try TextPassage.through(text))
    case .null:
      guard ScalarResolution.tag(of: text) == .null else { throw mismatch("null") }
      return .null
    case .bool:
      guard let flag = ScalarResolution.boolean(text) else { throw mismatch("boolean") }
      return .bool(flag)
    case .int:
      guard let number = ScalarResolution.integer(text) else { throw mismatch("integer") }
      return Self.number(number.magnitude, negative: number.negative)
    case .float:
      guard
        let number = ScalarResolution.anyFloat(text)
          ?? ScalarResolution.integer(text).map({ $0.negative ? -Double($0.magnitude) : Double($0.magnitude) })
      else { throw mismatch("number") }
      guard number.isFinite else { throw Failure("'\(text)' is no number that JSON knows") }
      return Self.number(number)
    case .timestamp:
      guard let instant = Timestamps.parse(text) else { throw mismatch("timestamp") }
      return .string(instant)
    case .binary:
      guard let bytes = Base64.decode(Array(text.utf8)) else { throw mismatch("base64 text") }
      return .string(String(decoding: bytes, as: UTF8.self))
    case .map, .sequence, .other: throw Failure("a value has a tag that is not supported")
    }
  }

  /// The text itself is not shown: it may be a secret.
  private func mismatch(_ expected: String) -> Failure {
    Failure("a value is not the \(expected) that its tag asks for")
  }

  /// Small mappings are compared pairwise, which is faster than a set.
  func refuseDuplicates() throws(Failure) {
    if entries.count <= 16 {
      for index in entries.indices.dropFirst() {
        for earlier in 0..<index where entries[earlier].key.text.hasSameBytes(as: entries[index].key.text) {
          throw Failure("the key '\(entries[index].key.text)' stands twice in a mapping")
        }
      }
    } else {
      var seen = Set<String>(minimumCapacity: entries.count)
      for entry in entries where !seen.insert(entry.key.text).inserted {
        throw Failure("the key '\(entry.key.text)' stands twice in a mapping")
      }
    }
  }

  private static func number(_ magnitude: UInt64, negative: Bool) -> Value {
    if negative { return .int(magnitude == UInt64(Int64.max) + 1 ? .min : -Int64(magnitude)) }
    return magnitude <= UInt64(Int64.max) ? .int(Int64(magnitude)) : .uint(magnitude)
  }

  /// A float that JSON writes without fraction or exponent is read back as an integer.
  private static func number(_ number: Double) -> Value {
    guard number == number.rounded(.towardZero), abs(number) < 1e21 else { return .double(number) }
    if abs(number) < 9.2233720368547758e18 { return .int(Int64(number)) }
    if number > 0, number < 1.8446744073709552e19 { return .uint(UInt64(number)) }
    return .double(number)
  }
}
