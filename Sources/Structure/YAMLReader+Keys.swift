extension YAMLReader {
  /// Checks a key against those before it in its mapping.
  @inline(__always)
  mutating func note(_ key: String, hash: KeyHash) throws(SyntaxError) {
    if frame.filter & hash.bit != 0 { try noteAgain(key) }
    frame.filter |= hash.bit
    frame.hash = (frame.hash ^ hash.mixed) &* 0x100_0000_01B3
    if frame.hasDetail { editDetail { $0.table?.insert(key) } }
  }

  private mutating func noteAgain(_ key: String) throws(SyntaxError) {
    let known = keys.elements(from: frame.firstKey)
    let isKnown: Bool
    if known.count <= 32 {
      isKnown = known.contains { $0.hasSameBytes(as: key) }
    } else {
      isKnown = editDetail { detail in
        if detail.table == nil { detail.table = KeySet(known) }
        return detail.table?.contains(key) ?? false
      }
    }
    guard isKnown else { return }
    guard options.duplicateKeys == .lastWins else {
      throw failure("the key \"\(key)\" stands twice in this mapping")
    }
    // Resolved when the mapping ends, together with merges.
    editDetail { $0.hasDuplicates = true }
  }

  /// Remembers that the key at hand is `<<`.
  mutating func noteMerge() {
    let position = keys.count - frame.firstKey
    editDetail { $0.merges.append(position) }
  }

  /// Gives the details of the innermost collection, which begin to exist now if need be.
  @discardableResult
  mutating func editDetail<Result>(_ body: (inout YAMLFrame.Detail) -> Result) -> Result {
    if !frame.hasDetail {
      details.append(YAMLFrame.Detail())
      frame.hasDetail = true
    }
    return body(&details[details.count - 1])
  }

  /// A mapping that has `<<` entries, or keys that stand twice where the last one wins.
  ///
  /// Keys of its own win over merged ones, as YAML says, except where the last one wins: there go.yaml.in/yaml/v2 takes
  /// the entries in their order, merged ones too. In a list of mappings the first one wins.
  func merged(keys: [String], values: [Value], merges: [Int]) throws(SyntaxError) -> Mapping {
    let lastWins = options.duplicateKeys == .lastWins
    var result = Mapping()
    var inherited = Mapping()
    var merges = merges[...]
    for position in keys.indices {
      guard merges.first == position else {
        result[keys[position]] = values[position]
        continue
      }
      merges = merges.dropFirst()
      for source in try sources(of: values[position]).reversed() {
        for (key, value) in source {
          if lastWins { result[key] = value } else { inherited[key] = value }
        }
      }
    }
    for (key, value) in inherited where result.index(of: key) == nil { result.append(key: key, value: value) }
    return result
  }

  /// The mappings that a `<<` entry brings in.
  private func sources(of value: Value) throws(SyntaxError) -> [Mapping] {
    switch value {
    case .object(let mapping): return [mapping]
    case .array(let elements):
      var mappings: [Mapping] = []
      for element in elements {
        guard case .object(let mapping) = element else { break }
        mappings.append(mapping)
      }
      if mappings.count == elements.count { return mappings }
    default: break
    }
    throw failure("'<<' takes a mapping or a list of mappings")
  }
}
