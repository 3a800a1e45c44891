import Archive
import TestRandomness
import Testing

@Suite("Tar archives")
struct TarTests {
  @Test("what is written is read again, long names too")
  func roundTrip() throws {
    let entries = [
      TarEntry(path: "a/Chart.yaml", content: Array("name: a\n".utf8)),
      TarEntry(path: "a/" + String(repeating: "long/", count: 40) + "file", content: [0, 255, 10]),
      TarEntry(path: "a/empty", mode: 0o755, modified: 1_700_000_000),
      TarEntry(path: "a/block", content: [UInt8](repeating: 7, count: 512)),
    ]
    let read = try TarReader.entries(gzip: TarWriter.gzip(entries))
    #expect(read.map(\.path) == entries.map(\.path))
    #expect(read.map(\.content) == entries.map(\.content))
    #expect(read[2].mode == 0o755 && read[2].modified == 1_700_000_000)
  }

  @Test("the same entries give the same bytes")
  func reproducible() throws {
    let entries = [TarEntry(path: "a/b", content: [1, 2, 3])]
    #expect(try TarWriter.gzip(entries) == TarWriter.gzip(entries))
  }

  @Test("a file or an archive beyond its limit is refused before it is unpacked")
  func limits() throws {
    let bomb = try TarWriter.gzip(
      (0..<40).map { TarEntry(path: "a/\($0)", content: .init(repeating: 0, count: 100_000)) })
    #expect(bomb.count < 40_000)
    let total = #expect(throws: ArchiveError.self) {
      try TarReader.entries(gzip: bomb, limits: ArchiveLimits(file: 200_000, total: 1_000_000, entries: 100))
    }
    #expect(total?.code == .tooLarge)
    #expect(total?.message == "holds more than the limit of 1000000 bytes once it is unpacked")
    let file = #expect(throws: ArchiveError.self) {
      try TarReader.entries(gzip: bomb, limits: ArchiveLimits(file: 99_999, total: 10_000_000, entries: 100))
    }
    #expect(file?.message == "a/0: has 100000 bytes; the limit for one file is 99999")
    let count = #expect(throws: ArchiveError.self) {
      try TarReader.entries(gzip: bomb, limits: ArchiveLimits(file: 200_000, total: 10_000_000, entries: 39))
    }
    #expect(count?.code == .tooLarge)
  }

  @Test("what is cut off or no archive is refused with a reason")
  func damaged() throws {
    let whole = try TarWriter.gzip([TarEntry(path: "a/b", content: .init(repeating: 1, count: 3000))])
    for count in stride(from: 0, to: whole.count - 20, by: 7) {
      let error = #expect(throws: ArchiveError.self) { try TarReader.entries(gzip: Array(whole[..<count])) }
      #expect(error?.code == .malformed, "\(count) bytes")
    }
    #expect(throws: ArchiveError.self) { try TarReader.entries(gzip: Array("a: 1\n".utf8)) }
  }

  @Test("changed bytes end in entries or an error")
  func noise() throws {
    let whole = try TarWriter.gzip([
      TarEntry(path: "a/" + String(repeating: "x", count: 150), content: .init(repeating: 1, count: 3000))
    ])
    var dice = SeededGenerator(seed: 5)
    for _ in 0..<2000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &dice) {
        bytes[Int.random(in: 0..<bytes.count, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
      }
      let entries = try? TarReader.entries(
        gzip: bytes, limits: ArchiveLimits(file: 1 << 16, total: 1 << 18, entries: 10))
      #expect((entries ?? []).count <= 10)
    }
  }
}
