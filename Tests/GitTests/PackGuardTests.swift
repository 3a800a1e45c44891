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
