/// The entries of a mapping or list that a schema has looked at, by their position.
struct Marks {
  private var words: [UInt64] = []

  /// The number of words, which is what it costs to copy.
  var size: Int { words.count }

  mutating func insert(_ index: Int) {
    let word = index >> 6
    if word >= words.count { words.append(contentsOf: repeatElement(0, count: word + 1 - words.count)) }
    words[word] |= 1 << UInt64(index & 63)
  }

  mutating func insert(all count: Int) { for index in 0..<count { insert(index) } }

  func contains(_ index: Int) -> Bool {
    let word = index >> 6
    return word < words.count && words[word] & (1 << UInt64(index & 63)) != 0
  }

  mutating func formUnion(_ other: Marks) {
    if words.isEmpty {
      words = other.words
      return
    }
    if other.words.count > words.count {
      words.append(contentsOf: repeatElement(0, count: other.words.count - words.count))
    }
    for (index, word) in other.words.enumerated() { words[index] |= word }
  }
}
