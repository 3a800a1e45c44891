import Glibc

/// A folder for one test with a bare repository and a clone in which commits are made; it goes with its owner.
package final class Workbench: Sendable {
  package let folder: String
  package var bare: String { "\(folder)/served/app.git" }
  package var clone: String { "\(folder)/app" }

  package init() async throws {
    var template = Array("/tmp/martlet-git-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw PeerError("cannot make a folder below /tmp") }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    mkdir("\(folder)/served", 0o755)
    try await ChildProcess.run(["git", "init", "-q", "--bare", "-b", "main", bare], environment: Self.environment)
    try await ChildProcess.run(["git", "init", "-q", "-b", "main", clone], environment: Self.environment)
    try await git("remote", "add", "origin", bare)
  }

  deinit { _ = try? ChildProcess(["rm", "-rf", folder]).finish() }

  private static let environment = [
    "GIT_AUTHOR_NAME": "Dev", "GIT_AUTHOR_EMAIL": "dev@example.com", "GIT_COMMITTER_NAME": "Dev",
    "GIT_COMMITTER_EMAIL": "dev@example.com", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
  ]

  /// Runs git in the clone.
  @discardableResult
  package func git(_ arguments: String...) async throws -> String {
    let output = try await ChildProcess.run(["git", "-C", clone] + arguments, environment: Self.environment)
    return String(output.prefix { $0 != "\n" })
  }

  /// Writes a file below the clone.
  package func write(_ path: String, _ text: String) throws {
    var made = clone
    for part in path.split(separator: "/").dropLast() {
      made += "/\(part)"
      mkdir(made, 0o755)
    }
    guard let file = fopen("\(clone)/\(path)", "w") else { throw PeerError("cannot write \(path)") }
    fputs(text, file)
    fclose(file)
  }

  /// Commits files, pushes the branch, and gives the commit's id.
  @discardableResult
  package func commit(_ files: [String: String], branch: String = "main", message: String = "change") async throws
    -> String
  {
    for (path, text) in files { try write(path, text) }
    try await git("add", "-A")
    try await git("commit", "-q", "--allow-empty", "-m", message)
    try await git("push", "-q", "--force", "origin", "HEAD:refs/heads/\(branch)")
    return try await git("rev-parse", "HEAD")
  }

  /// Makes a commit of many files straight in the bare repository.
  package func importCommit(_ files: [String: String], parent: Bool = false) async throws {
    var text = "commit refs/heads/main\ncommitter Dev <dev@example.com> 1700000000 +0000\ndata 6\nchange\n"
    if parent { text += "from refs/heads/main^0\n" }
    for (path, content) in files { text += "M 100644 inline \(path)\ndata \(content.utf8.count)\n\(content)\n" }
    let script = "\(folder)/import"
    guard let file = fopen(script, "w") else { throw PeerError("cannot write \(script)") }
    fputs(text, file)
    fclose(file)
    try await ChildProcess.run(["sh", "-c", "git -C \(bare) fast-import --quiet <\(script)"])
  }

  /// A port that nobody listens on at the moment.
  package static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let port = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        guard bind(descriptor, pointer, length) == 0, getsockname(descriptor, pointer, &length) == 0 else { return 0 }
        return Int(UInt16(bigEndian: UnsafeRawPointer(pointer).load(fromByteOffset: 2, as: UInt16.self)))
      }
    }
    guard port > 0 else { throw PeerError("no free port") }
    return port
  }
}
