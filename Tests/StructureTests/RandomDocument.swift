import Structure
import TestRandomness

/// Random values and bytes that are the same for the same seed.
struct RandomDocument: RandomNumberGenerator {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func next() -> UInt64 { random.next() }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  mutating func element(_ choices: [String]) -> String { choices[below(choices.count)] }

  // Without `<<`: the original writes it without quotes, also as a key, where readers take it for a merge.
  private static let pieces = [
    "a", "b1", "yes", "no", "null", "~", "1", "-1", "0x1F", "0o17", "1.5", ".inf", "1e3", "2024-01-01", "1:30", "-",
    "---",
    "?", ":", "#", "&a", "*a", "!t", "|", ">", "'", "\"", "%", "@", "`", "{", "}", "[", "]", ",", "=", "\\", " ",
    "  ", "\n", "\n\n", "\t", "\r", ": ", " #", "- ", "é", "日本語", "\u{1F600}", "\u{A0}", "\u{2028}", "\u{FEFF}",
    "\u{0}",
    "\u{1B}", "lorem ipsum dolor sit amet", "https://example.org/a?b=c",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
  ]

  mutating func text() -> String {
    var text = ""
    for _ in 0..<below(6) { text += element(Self.pieces) }
    return text
  }

  mutating func value(depth: Int = 4) -> Value {
    switch below(depth > 0 ? 10 : 7) {
    case 0: return .null
    case 1: return .bool(below(2) == 0)
    case 2: return .int(Int64(truncatingIfNeeded: next() >> UInt64(below(64))))
    case 3: return .double(Double(below(2_000_000) - 1_000_000) / 64 + 1 / 128)
    case 4...6: return .string(text())
    case 7: return .array((0..<below(4)).map { _ in value(depth: depth - 1) })
    default:
      var mapping = Mapping()
      for _ in 0..<below(5) { mapping[text()] = value(depth: depth - 1) }
      return .object(mapping)
    }
  }
}
