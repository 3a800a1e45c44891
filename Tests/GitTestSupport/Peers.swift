/// Where the peers' scripts are, and how tests wait.
package enum Peers {
  /// The path of `web_server.py`.
  package static let webServer = #filePath.replacing("GitTestSupport/Peers.swift", with: "GitTests/Fixtures/web_server.py")
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
