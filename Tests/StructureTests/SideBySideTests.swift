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
}
