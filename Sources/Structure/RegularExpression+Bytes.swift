import CRE2

/// Searching bytes from a place on, for callers that go through all matches of a text.
extension RegularExpression {
  /// The first match that begins at or after `start`: its range, then each group's (nil where it took no part).
  ///
  /// `^`, `\b` and the like see the text before `start`.
  package func firstMatch(in bytes: [UInt8], from start: Int) -> [Range<Int>?]? {
    guard start <= bytes.count else { return nil }
    return bytes.withUnsafeBytes { raw in
      // An empty array may have no address, which RE2 takes for a text all the same.
      let text = raw.bindMemory(to: CChar.self)
      var slices = [cre2_slice](repeating: cre2_slice(), count: groups + 1)
      guard cre2_match(compiled, text.baseAddress, text.count, start, &slices, Int32(slices.count)) else {
        return nil
      }
      return slices.enumerated().map { index, slice in
        guard let base = text.baseAddress else { return index == 0 ? 0..<0 : nil }
        guard let data = slice.data else { return nil }
        return data - base..<data - base + slice.count
      }
    }
  }

  /// The number of each named group.
  package var groupNames: [String: Int] {
    var names: [String: Int] = [:]
    for group in stride(from: 1, through: groups, by: 1) {
      if let name = cre2_group_name(compiled, Int32(group)) { names[String(cString: name)] = group }
    }
    return names
  }
}
