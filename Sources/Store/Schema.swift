import GRDB

/// The tables of the file, as the steps that lead to them.
///
/// The number of steps taken stands in the file's `user_version`, and all missing ones are taken in one transaction:
/// processes that start together on a new file wait for the first, and a crash leaves the file as it was. (GRDB's
/// own migrator looks before it locks, so two processes would take the same step twice.)
enum Schema {
  /// `MRTL` in the file's `application_id`: tells our files from other SQLite databases (`file store.db` shows it).
  static let applicationID = 0x4D52_544C

  /// The version that this program writes.
  static var current: Int { steps.count }

  /// Step `n` leads from version `n` to `n + 1`. A released step never changes; new ones are appended.
  static let steps: [String] = [first, intents]

  /// Takes the missing steps. The caller is inside an immediate transaction.
  /// - Throws: ``StoreError/newerVersion(path:found:supported:)``, ``StoreError/notAStore(path:)``.
  static func migrate(_ database: Database, path: String) throws {
    let version = try check(database, path: path)
    guard version < current else { return }
    for step in steps[version...] { try database.execute(sql: step) }
    try database.execute(sql: "PRAGMA application_id = \(applicationID)")
    try database.execute(sql: "PRAGMA user_version = \(current)")
  }

  /// The version of the file; 0 for an empty one.
  static func check(_ database: Database, path: String) throws -> Int {
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    if application == applicationID {
      guard version <= current else {
        throw StoreError.newerVersion(path: path, found: version, supported: current)
      }
      return version
    }
    let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    guard application == 0, version == 0, tables == 0 else { throw StoreError.notAStore(path: path) }
    return 0
  }

  private static let first = """
    -- Small facts about the file: the last sequence trimmed from the watch log, …
    CREATE TABLE settings (
      name TEXT PRIMARY KEY,
      value
    ) WITHOUT ROWID;

    -- The objects as they are now.
    CREATE TABLE objects (
      id INTEGER PRIMARY KEY,
      api_group TEXT NOT NULL,
      kind TEXT NOT NULL,
      namespace TEXT NOT NULL,
      name TEXT NOT NULL,
      uid TEXT NOT NULL,
      generation INTEGER NOT NULL,
      version INTEGER NOT NULL,        -- resourceVersion: the sequence of the object's last change
      labels TEXT,                     -- JSON; NULL when there are none
      content TEXT NOT NULL,           -- JSON, the whole object
      UNIQUE (api_group, kind, namespace, name)
    );

    -- The watch log. AUTOINCREMENT: a number is never given twice, also after the log was trimmed.
    CREATE TABLE changes (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      type TEXT NOT NULL CHECK (type IN ('added', 'modified', 'deleted')),
      api_group TEXT NOT NULL,
      kind TEXT NOT NULL,
      namespace TEXT NOT NULL,
      name TEXT NOT NULL,
      at INTEGER NOT NULL,             -- microseconds since 1970
      labels_before TEXT,              -- JSON; what a selector needs to see an object enter or leave
      labels TEXT,
      content TEXT NOT NULL
    );

    -- Content by SHA-256: files and trees. The bytes stand apart, so that digests and ages are found without reading over them.
    CREATE TABLE blobs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      digest BLOB NOT NULL UNIQUE,
      size INTEGER NOT NULL,           -- bytes of the content
      encoding INTEGER NOT NULL,       -- 0 as it is, 1 zlib
      written_at INTEGER NOT NULL,
      complete INTEGER NOT NULL        -- 0 while the pieces of a large one are being written
    );
    CREATE TABLE pieces (
      blob INTEGER NOT NULL REFERENCES blobs (id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      data BLOB NOT NULL,
      PRIMARY KEY (blob, number)
    );

    -- What an object of a source (a Git object id) is here.
    CREATE TABLE origins (
      origin BLOB PRIMARY KEY,
      blob INTEGER NOT NULL REFERENCES blobs (id) ON DELETE CASCADE
    ) WITHOUT ROWID;
    CREATE INDEX origins_blob ON origins (blob);

    CREATE TABLE artifacts (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      api_group TEXT NOT NULL,
      kind TEXT NOT NULL,
      namespace TEXT NOT NULL,
      name TEXT NOT NULL,
      root BLOB NOT NULL,
      revision TEXT NOT NULL,
      metadata TEXT NOT NULL,          -- JSON
      files INTEGER NOT NULL,
      size INTEGER NOT NULL,
      published_at INTEGER NOT NULL,
      retired_at INTEGER               -- NULL: the current one of its owner
    );
    CREATE INDEX artifacts_owner ON artifacts (api_group, kind, namespace, name, retired_at);
    CREATE INDEX artifacts_root ON artifacts (root);

    -- Who needs content that no artifact names: readers of an old revision (root), running imports (no root).
    CREATE TABLE pins (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      root BLOB,
      holder TEXT NOT NULL,
      expires_at INTEGER NOT NULL
    );

    -- The outbox.
    CREATE TABLE events (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL,
      api_version TEXT NOT NULL,
      api_group TEXT NOT NULL,
      kind TEXT NOT NULL,
      namespace TEXT NOT NULL,
      name TEXT NOT NULL,
      uid TEXT NOT NULL,
      resource_version TEXT NOT NULL,
      severity TEXT NOT NULL CHECK (severity IN ('info', 'error', 'trace')),
      at INTEGER NOT NULL,
      reason TEXT NOT NULL,
      message TEXT NOT NULL,
      controller TEXT NOT NULL,
      metadata TEXT NOT NULL           -- JSON
    );
    CREATE INDEX events_involved ON events (kind, namespace, name, api_group);

    CREATE TABLE deliveries (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      event INTEGER NOT NULL REFERENCES events (sequence) ON DELETE CASCADE,
      api_group TEXT NOT NULL,
      kind TEXT NOT NULL,
      namespace TEXT NOT NULL,
      name TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'failed', 'expired')),
      attempts INTEGER NOT NULL DEFAULT 0,
      due_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      settled_at INTEGER,
      error TEXT,
      UNIQUE (event, api_group, kind, namespace, name)
    );
    CREATE INDEX deliveries_due ON deliveries (state, due_at);
    -- The oldest message of an alert is found without reading over the others.
    CREATE INDEX deliveries_of_alert ON deliveries (state, api_group, kind, namespace, name, event);

    -- How far readers of the outbox have come.
    CREATE TABLE cursors (
      name TEXT PRIMARY KEY,
      sequence INTEGER NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE leases (
      name TEXT PRIMARY KEY,
      holder TEXT NOT NULL,
      acquired_at INTEGER NOT NULL,
      renewed_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      transitions INTEGER NOT NULL
    ) WITHOUT ROWID;
    """

  private static let intents = """
    -- What a controller was about to change on behalf of an object; gone once it has told what became of it.
    CREATE TABLE intents (
      api_group TEXT NOT NULL,
      kind TEXT NOT NULL,
      namespace TEXT NOT NULL,
      name TEXT NOT NULL,
      uid TEXT NOT NULL,
      revision TEXT NOT NULL,
      changes TEXT NOT NULL,           -- JSON
      PRIMARY KEY (api_group, kind, namespace, name)
    ) WITHOUT ROWID;
    """
}
