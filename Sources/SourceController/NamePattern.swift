/// One name of a path pattern: `*`, `?`, `[a-z]`, `[^a]` and `\` as Go's path matching knows them, which Flux uses.
struct NamePattern: Sendable, Hashable {
  private enum Piece: Sendable, Hashable {
    case literal(UInt8)
    case anyByte
    case anyRun
    case set([ClosedRange<UInt8>], isNegated: Bool)
  }

  /// Nil for text that is malformed: it matches nothing.
  private let pieces: [Piece]?
  /// The text itself where it holds no special characters, for the quick comparison.
  private let literal: [UInt8]?

  init(_ text: some Collection<UInt8>) {
    let bytes = Array(text)
    literal = bytes.contains(where: "*?[\\".utf8.contains) ? nil : bytes
    pieces = Self.parse(bytes)
  }

  func matches(_ name: [UInt8]) -> Bool {
    if let literal { return literal == name }
    guard let pieces else { return false }
    // The usual walk with one remembered star: linear but for the star's retries.
    var (piece, position) = (0, 0)
    var retry: (piece: Int, position: Int)?
    while position < name.count {
      if piece < pieces.count, pieces[piece] == .anyRun {
        retry = (piece, position)
        piece += 1
      } else if piece < pieces.count, let width = Self.width(of: pieces[piece], at: position, in: name) {
        piece += 1
        position += width
      } else if let last = retry {
        retry = (last.piece, last.position + 1)
        (piece, position) = (last.piece + 1, last.position + 1)
      } else {
        return false
      }
    }
    return pieces[piece...].allSatisfy { $0 == .anyRun }
  }

  /// How many bytes a piece takes at a position; nil when it does not match there.
  private static func width(of piece: Piece, at position: Int, in name: [UInt8]) -> Int? {
    let byte = name[position]
    switch piece {
    case .literal(let expected): return byte == expected ? 1 : nil
    case .anyByte:
      // One character, whatever its length in UTF-8.
      var width = 1
      if byte >= 0xc0 { while position + width < name.count, name[position + width] & 0xc0 == 0x80 { width += 1 } }
      return width
    case .set(let ranges, let isNegated): return ranges.contains { $0.contains(byte) } != isNegated ? 1 : nil
    case .anyRun: return nil
    }
  }

  private static func parse(_ text: [UInt8]) -> [Piece]? {
    var pieces: [Piece] = []
    var index = 0
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "*"): if pieces.last != .anyRun { pieces.append(.anyRun) }
      case UInt8(ascii: "?"): pieces.append(.anyByte)
      case UInt8(ascii: "["):
        guard let set = parseSet(text, &index) else { return nil }
        pieces.append(set)
      case UInt8(ascii: "\\"):
        index += 1
        guard index < text.count else { return nil }
        pieces.append(.literal(text[index]))
      default: pieces.append(.literal(text[index]))
      }
      index += 1
    }
    return pieces
  }

  /// Reads a set; leaves `index` on its closing bracket.
  private static func parseSet(_ text: [UInt8], _ index: inout Int) -> Piece? {
    index += 1
    var isNegated = false
    if index < text.count, text[index] == UInt8(ascii: "^") {
      isNegated = true
      index += 1
    }
    func bound() -> UInt8? {
      if index < text.count, text[index] == UInt8(ascii: "\\") { index += 1 }
      guard index < text.count, text[index] != UInt8(ascii: "-") else { return nil }
      defer { index += 1 }
      return text[index]
    }
    var ranges: [ClosedRange<UInt8>] = []
    while index < text.count, ranges.isEmpty || text[index] != UInt8(ascii: "]") {
      if ranges.isEmpty, text[index] == UInt8(ascii: "]") { return nil }
      guard let low = bound() else { return nil }
      var high = low
      if index < text.count, text[index] == UInt8(ascii: "-") {
        index += 1
        guard let upper = bound() else { return nil }
        high = upper
      }
      if low <= high { ranges.append(low...high) }
    }
    guard index < text.count, !ranges.isEmpty else { return nil }
    return .set(ranges, isNegated: isNegated)
  }
}
