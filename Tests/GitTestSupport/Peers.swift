import Structure

/// Where the peers' scripts are, and how tests wait.
package enum Peers {
  /// The shortest of five runs of what gives a time: what the code can do, whatever else the machine is doing.
  package static func quickest(_ body: () async throws -> Duration) async throws -> Duration {
    var shortest = try await body()
    for _ in 0..<4 { shortest = min(shortest, try await body()) }
    return shortest
  }

  private static let pool = BlockingPool(threads: 8)

  /// Runs what waits for another process away from Swift's few threads, so that tests measure what they mean to.
  package static func blocking<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await pool.run { _ in try body() }
  }

  /// The path of `web_server.py`.
  package static let webServer = #filePath.replacing(
    "GitTestSupport/Peers.swift", with: "GitTests/Fixtures/web_server.py")
}

/// Waits until `condition` holds.
/// - Throws: ``PeerError`` when it does not within `limit`.
package func eventually(within limit: Duration = .seconds(10), _ condition: () async throws -> Bool) async throws {
  let deadline = ContinuousClock.now.advanced(by: limit)
  while try await !condition() {
    guard ContinuousClock.now < deadline else { throw PeerError("it did not happen within \(limit)") }
    try await Task.sleep(for: .milliseconds(5))
  }
}
