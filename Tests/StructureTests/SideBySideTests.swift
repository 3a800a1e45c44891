import Structure
import Testing

@Suite("Work side by side")
struct SideBySideTests {
  @Test("gives one part for each number, in order, on one thread or on two", arguments: [0, 1, 15, 16, 1000])
  func each(count: Int) {
    let parts = SideBySide.each(of: count, from: 16) { number in
      (0..<(count - number) * 10).reduce(number) { $0 &+ $1 % 2 &- $1 % 2 }
    }
    #expect(parts == Array(0..<count))
  }

  @Test("pieces cover everything once and in order", arguments: [0, 1, 7, 8, 199, 200, 1001])
  func pieces(count: Int) {
    let pieces = SideBySide.pieces(of: count, from: 200) { Array($0) }
    #expect(pieces.flatMap { $0 } == Array(0..<count))
    #expect(pieces.count == (count < 200 ? 1 : 8))
  }

  @Test("work that began ahead is complete and in order when it is asked for", arguments: [0, 1, 500])
  func ahead(count: Int) { #expect(WorkAhead(of: count) { $0 * 2 }.finish() == (0..<count).map { $0 * 2 }) }
}
