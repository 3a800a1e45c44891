import GRDB
package import Kube

/// A right that one holder at a time has, until it expires.
package struct Lease: Sendable, Hashable {
  package var name: String
  /// The text of the ``LeaseHolder``.
  package var holder: String
  package var acquired: Timestamp
  package var renewed: Timestamp
  package var expires: Timestamp
  /// How often it went from one holder to another.
  package var transitions: Int
}

extension Store {
  /// Takes a lease that is free, has expired or belongs to a process of this machine that is dead; renews one that the
  /// holder has already.
  ///
  /// Renew at a third of `duration`, and stop working when a renewal is refused or could not be made in time. The clock
  /// is the wall clock, which processes of a machine share; `duration` must be long against its corrections.
  /// - Returns: Whether the holder has it now.
  package func acquireLease(_ name: String, holder: LeaseHolder, duration: Duration) async throws -> Bool {
    try await write { try $0.acquireLease(name, holder: holder, duration: duration) }
  }

  /// Prolongs a lease that the holder has, also when it has expired and nobody else has taken it.
  /// - Returns: False when somebody else has it, or nobody: it is lost.
  package func renewLease(_ name: String, holder: LeaseHolder, duration: Duration) async throws -> Bool {
    try await write { writer in
      guard try writer.lease(name)?.holder == holder.text else { return false }
      return try writer.acquireLease(name, holder: holder, duration: duration)
    }
  }

  /// Gives a lease back, and wakes those who wait for it. Nothing happens when the holder does not have it.
  package func releaseLease(_ name: String, holder: LeaseHolder) async throws {
    try await write { try $0.execute("DELETE FROM leases WHERE name = ? AND holder = ?", [name, holder.text]) }
  }

  /// Who has a lease; also one that has expired.
  package func lease(_ name: String) async throws -> Lease? { try await read { try $0.lease(name) } }
}

extension StoreReader {
  /// Who has a lease; also one that has expired.
  package func lease(_ name: String) throws -> Lease? {
    try row("SELECT * FROM leases WHERE name = ?", [name]).map { row in
      Lease(
        name: row["name"], holder: row["holder"], acquired: Timestamp(microsecondsSinceEpoch: row["acquired_at"]),
        renewed: Timestamp(microsecondsSinceEpoch: row["renewed_at"]),
        expires: Timestamp(microsecondsSinceEpoch: row["expires_at"]), transitions: row["transitions"])
    }
  }
}

extension StoreWriter {
  fileprivate func acquireLease(_ name: String, holder: LeaseHolder, duration: Duration) throws -> Bool {
    isQuiet = true  // nobody waits for a renewal; the end of a lease is known by its time
    let current = try lease(name)
    let clock = store.configuration.now()
    let isOwn = current?.holder == holder.text
    if let current, !isOwn, clock < current.expires, !LeaseHolder(text: current.holder).isKnownDead { return false }
    try execute(
      """
      INSERT INTO leases (name, holder, acquired_at, renewed_at, expires_at, transitions) VALUES (?1, ?2, ?3, ?3, ?4, 0)
      ON CONFLICT DO UPDATE SET holder = ?2, acquired_at = iif(holder = ?2, acquired_at, ?3), renewed_at = ?3,
        expires_at = ?4, transitions = transitions + (holder <> ?2)
      """,
      [
        name, holder.text, clock.microsecondsSinceEpoch, (clock + duration).microsecondsSinceEpoch,
      ])
    return true
  }
}
