import Glibc

/// A web server on a loopback port: repositories through git-http-backend, and pages that misbehave on purpose. It keeps
/// a line for each request.
package final class WebServer: Sendable {
  private let process: ChildProcess
  private let journal: String
  package let port: Int

  /// - Parameters:
  ///   - folder: Holds the repositories; the journal is kept there too.
  ///   - script: The path of `web_server.py`.
  ///   - options: More words for the script.
  package init(serving folder: String, script: String, options: [String] = []) async throws {
    journal = "\(folder)/requests-\(UInt32.random(in: 0...UInt32.max))"
    let process = try ChildProcess(["python3", script, folder, journal] + options)
    self.process = process
    guard let port = Int(try await Peers.blocking { process.readLine() }) else {
      throw PeerError("the web server does not start")
    }
    self.port = port
  }

  package func url(_ path: String, scheme: String = "http") -> String { "\(scheme)://127.0.0.1:\(port)/\(path)" }

  /// The requests so far: method, path, and whether there were credentials.
  package var requests: [String] {
    guard let file = fopen(journal, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return bytes.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Forgets the requests so far.
  package func forget() { truncate(journal, 0) }
}
