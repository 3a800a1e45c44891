import GRDB
import Kube
import Structure

/// What a snapshot shows as garbage, and how to know that it still is.
struct GarbagePlan: Sendable {
  struct Candidate: Sendable {
    var id: Int64
    var size: Int
  }

  private(set) var candidates: [Candidate] = []
  /// The last row that was looked at, when that is news: rows up to it need not be looked at again until an artifact or
  /// a pin goes.
  private(set) var checked: Int64?
  /// The number of artifacts and pins there have ever been. Any publication, pin or import moves one.
  private let artifacts: Int64
  private let pins: Int64

  /// - Returns: Nil while an import runs.
  init?(reader: StoreReader) throws {
    let now = reader.now
    let imports = try reader.one(Int.self, "SELECT count(*) FROM pins WHERE root IS NULL AND expires_at > ?", [now])
    guard imports == 0 else { return nil }
    (artifacts, pins) = try Self.sequences(reader)

    let old = (reader.store.configuration.now() - GarbagePolicy.grace).microsecondsSinceEpoch
    let start = try reader.one(Int64.self, "SELECT value FROM settings WHERE name = 'garbage.checked'") ?? 0
    guard
      let last = try reader.one(Int64.self, "SELECT max(id) FROM blobs WHERE id > ? AND written_at <= ?", [start, old])
    else { return }
    checked = last

    let marks = try Self.marks(reader)
    let rows = try Row.fetchCursor(
      reader.database.cachedStatement(
        // Directories before what is in them: an interrupted sweep must leave no directory that lacks its content.
        sql: "SELECT id, digest, size FROM blobs WHERE id > ? AND id <= ? AND written_at <= ? ORDER BY id DESC"),
      arguments: [start, last, old])
    while let row = try rows.next() {
      guard let digest = StoreReader.digest(row["digest"]), marks.contains(Mark(digest)) else {
        candidates.append(Candidate(id: row["id"], size: row["size"]))
        continue
      }
    }
  }

  /// Whether nothing came that the snapshot did not show.
  func isCurrent(_ reader: StoreReader) throws -> Bool { try Self.sequences(reader) == (artifacts, pins) }

  private static func sequences(_ reader: StoreReader) throws -> (Int64, Int64) {
    func sequence(_ table: String) throws -> Int64 {
      try reader.one(Int64.self, "SELECT seq FROM sqlite_sequence WHERE name = ?", [table]) ?? 0
    }
    return (try sequence("artifacts"), try sequence("pins"))
  }

  /// Half of a digest: enough to tell content apart, and two that fell together would only be kept both.
  private struct Mark: Hashable {
    var high: UInt64
    var low: UInt64

    init(_ digest: Digest) {
      high = digest.bytes[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
      low = digest.bytes[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
    }
  }

  /// All that artifacts and pins lead to. A directory that several revisions share is walked once.
  private static func marks(_ reader: StoreReader) throws -> Set<Mark> {
    var marks: Set<Mark> = []
    var pending = try reader.rows("SELECT root FROM artifacts UNION SELECT root FROM pins WHERE root IS NOT NULL")
      .compactMap { StoreReader.digest($0["root"]) }
    for root in pending { marks.insert(Mark(root)) }
    while let tree = pending.popLast() {
      let entries: [TreeEntry]
      do {
        entries = try reader.entries(of: tree)
      } catch StoreError.missingContent, StoreError.damagedContent {
        continue  // nothing can be read below it; the integrity check tells
      }
      for entry in entries {
        switch entry.content {
        case .file(let blob, _): marks.insert(Mark(blob.digest))
        case .directory(let tree): if marks.insert(Mark(tree.digest)).inserted { pending.append(tree.digest) }
        case .symbolicLink: break
        }
      }
    }
    return marks
  }
}
