import Foundation
import GitTestSupport
import Testing

@testable import Git

@Suite("Packs on arrival") struct PackGuardTests {
  /// A pack with deltas, made by git.
  private func pack() async throws -> [UInt8] {
    let bench = try await Workbench()
    for number in 0..<5 {
      let lines = (0..<400).map { "line \($0 == number * 50 ? "changed" : "\($0)")" }.joined(separator: "\n")
      try await bench.commit(["a.txt": lines])
    }
    let file = "\(bench.folder)/out.pack"
    try await ChildProcess.run([
      "sh", "-c", "git -C \(bench.bare) pack-objects --all --stdout --delta-base-offset </dev/null >\(file)",
    ])
    return Array(try Data(contentsOf: URL(filePath: file)))
  }

  private func look(_ pack: [UInt8], step: Int, _ limits: PackGuard.Limits = PackGuard.Limits()) throws {
    let inspection = try PackGuard(limits)
    for start in stride(from: 0, to: pack.count, by: step) {
      try inspection.take(pack[start..<min(start + step, pack.count)])
    }
  }

  @Test("a pack of git passes, however it is cut", arguments: [1, 7, 1_000, 1_000_000])
  func good(_ step: Int) async throws { try look(try await pack(), step: step) }

  /// A chain of deltas that each name the one before by its offset, and the first a base that is nowhere.
  private func chain(_ count: Int) -> [UInt8] {
    // The zlib stream of the delta "one byte to one byte, an A": stored, not compressed.
    let content: [UInt8] = [0x78, 0x01, 0x01, 4, 0, 0xfb, 0xff, 1, 1, 1, 65, 0x00, 0x4e, 0x00, 0x45]
    var pack = Array("PACK".utf8) + [0, 0, 0, 2]
    pack += (0..<4).reversed().map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
    pack += [0x74] + [UInt8](repeating: 0x11, count: 20) + content
    var distance = 36
    for _ in 1..<count {
      pack += [0x64, UInt8(distance)] + content
      distance = 17
    }
    return pack + [UInt8](repeating: 0, count: 20)
  }

  @Test("a long chain of deltas to a base that is nowhere is refused", arguments: [1, 1_000, 1_000_000])
  func hopelessChain(_ step: Int) throws {
    try look(chain(3_000), step: step)
    let error = #expect(throws: GitError.self) { try look(chain(4_000), step: step) }
    #expect(error?.code == .tooLarge)
    #expect(throws: GitError.self) { try look(chain(100), step: step, PackGuard.Limits(waitingSteps: 5_049)) }
    try look(chain(100), step: step, PackGuard.Limits(waitingSteps: 5_050))
  }

  @Test("a thin pack passes")
  func thin() async throws {
    let bench = try await Workbench()
    var lines = (0..<400).map { "line \($0)" }
    let base = try await bench.commit(["a.txt": lines.joined(separator: "\n")])
    for number in 0..<30 {
      lines[number] = "changed"
      try await bench.commit(["a.txt": lines.joined(separator: "\n")])
    }
    let file = "\(bench.folder)/thin.pack"
    try await ChildProcess.run([
      "sh", "-c",
      "printf 'main\\n^\(base)\\n' | "
        + "git -C \(bench.bare) pack-objects --revs --thin --stdout --delta-base-offset -q >\(file)",
    ])
    let pack = Array(try Data(contentsOf: URL(filePath: file)))
    try look(pack, step: 100)
    // Its first delta is to a base that it does not hold.
    #expect(throws: GitError.self) { try look(pack, step: 100, PackGuard.Limits(waitingSteps: 1)) }
  }

  @Test("objects, their number and their sum are bounded")
  func bounds() async throws {
    let pack = try await pack()
    for limits in [
      PackGuard.Limits(objects: 3), PackGuard.Limits(objectSize: 2_000), PackGuard.Limits(total: 10_000),
    ] {
      let error = #expect(throws: GitError.self) { try self.look(pack, step: 100, limits) }
      #expect(error?.code == .tooLarge)
    }
  }

  @Test("a small delta that makes a huge object is refused by what it says it makes")
  func bomb() throws {
    // One object that is a delta on an earlier one: a base of 1 byte, a result of 1 GiB. The stream is stored, not
    // compressed: zlib header, one final stored block of 6 bytes, checksum.
    let delta: [UInt8] = [0x01, 0x80, 0x80, 0x80, 0x80, 0x04]
    var (low, high): (UInt32, UInt32) = (1, 0)
    for byte in delta {
      low = (low + UInt32(byte)) % 65_521
      high = (high + low) % 65_521
    }
    var pack = Array("PACK".utf8) + [0, 0, 0, 2, 0, 0, 0, 1, 0x66, 0x0c, 0x78, 0x01, 0x01, 6, 0, 0xf9, 0xff] + delta
    for shift in [24, 16, 8, 0] { pack.append(UInt8(truncatingIfNeeded: (high << 16 | low) >> UInt32(shift))) }
    let error = #expect(throws: GitError.self) { try self.look(pack, step: 5) }
    #expect(error?.code == .tooLarge)
  }

  @Test("damaged packs are errors, never crashes")
  func noise() async throws {
    let pack = try await pack()
    for position in stride(from: 0, to: pack.count - 20, by: 11) {
      var damaged = pack
      damaged[position] ^= UInt8(truncatingIfNeeded: position | 1)
      try? look(damaged, step: 64)
    }
    let error = #expect(throws: GitError.self) { try self.look(Array("no pack at all".utf8), step: 4) }
    #expect(error?.code == .malformed)
  }
}
