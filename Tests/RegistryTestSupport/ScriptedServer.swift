import GitTestSupport
import Glibc
import HTTP
import Structure

/// A web server on a loopback port that answers what a test tells it to, and keeps what it was asked.
package final class ScriptedServer: Sendable {
  /// What to answer to which requests.
  package struct Rule: Sendable {
    package var path: String
    package var method: String?
    /// The `Authorization` that a request must have; nil for any.
    package var authorization: String?
    /// A part that the query must have.
    package var query: String?
    /// How often the rule answers; nil for always.
    package var times: Int?
    package var status = 200
    package var headers: [(String, String)] = []
    package var body: [UInt8] = []

    package init(
      _ path: String, method: String? = nil, authorization: String? = nil, query: String? = nil, times: Int? = nil,
      status: Int = 200, headers: [(String, String)] = [], body: [UInt8] = []
    ) {
      self.path = path
      self.method = method
      self.authorization = authorization
      self.query = query
      self.times = times
      self.status = status
      self.headers = headers
      self.body = body
    }

    var value: Value {
      var rule = Mapping()
      rule["path"] = .string(path)
      rule["status"] = .int(Int64(status))
      rule["body"] = .string(Base64.encode(body))
      if let method { rule["method"] = .string(method) }
      if let authorization { rule["authorization"] = .string(authorization) }
      if let query { rule["query"] = .string(query) }
      if let times { rule["times"] = .int(Int64(times)) }
      rule["headers"] = .array(headers.map { .array([.string($0.0), .string($0.1)]) })
      return .object(rule)
    }
  }

  private let process: ChildProcess
  private let folder: PeerFolder
  private let client: HTTPClient
  package let port: Int

  package init() async throws {
    folder = try PeerFolder()
    client = try HTTPClient()
    let script = #filePath.replacing("ScriptedServer.swift", with: "scripted_server.py")
    let process = try ChildProcess(["python3", script, "\(folder.path)/journal"])
    self.process = process
    guard let port = Int(try await Peers.blocking { process.readLine() }) else {
      throw PeerError("the scripted server does not start")
    }
    self.port = port
  }

  /// `127.0.0.1:PORT`.
  package var host: String { "127.0.0.1:\(port)" }
  package func url(_ path: String) -> String { "http://\(host)\(path)" }

  /// Adds rules; the first that fits answers.
  package func answer(_ rules: Rule...) async throws {
    var request = HTTPRequest(.put, url("/_answers"))
    request.body = JSON.bytes(.array(rules.map(\.value)))
    guard try await client.send(request).status == 204 else { throw PeerError("the server takes no rules") }
  }

  /// The requests so far: method, path with query, `Authorization` or `-`, body.
  package var requests: [String] {
    (try? PeerFolder.read("\(folder.path)/journal"))?.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
      ?? []
  }
}
