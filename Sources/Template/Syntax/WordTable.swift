/// The words of a text, each kept once and known by a number.
struct WordTable {
  private(set) var texts: [ByteString] = []
  /// ``ByteString/fastHash`` of each word.
  private(set) var hashes: [UInt64] = []
  /// Numbers by hash, with linear probing; negative where there is none.
  private var slots = [Int32](repeating: -1, count: 64)

  /// The number of the word at a place of a text.
  mutating func number(_ text: [UInt8], _ range: Range<Int>) -> Int32 {
    text.withUnsafeBufferPointer { text in
      let word = UnsafeBufferPointer(rebasing: text[range])
      let hash = ByteString.hash(word)
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0 {
        let number = Int(slots[slot])
        if hashes[number] == hash, texts[number].equals(word) { return slots[slot] }
        slot = (slot + 1) & (slots.count - 1)
      }
      let number = Int32(texts.count)
      texts.append(ByteString(word))
      hashes.append(hash)
      slots[slot] = number
      if texts.count * 2 > slots.count { grow() }
      return number
    }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }
}
