/// A bare repository and a clone of it in which commits are made: the developer's side of a test.
package struct GitSandbox: Sendable {
  /// The bare repository that the toolkit fetches.
  package let bare: String
  /// The developer's clone.
  package let work: String
  private static let identity = [
    "GIT_AUTHOR_NAME": "Dev", "GIT_AUTHOR_EMAIL": "dev@example.com",
    "GIT_COMMITTER_NAME": "Dev", "GIT_COMMITTER_EMAIL": "dev@example.com",
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
  ]

  /// Makes both below `folder`; the branch is `main`.
  package init(in folder: String, name: String = "app") async throws {
    bare = "\(folder)/\(name).git"
    work = "\(folder)/\(name)"
    try await Shell.run("git", "init", "-q", "--bare", "-b", "main", bare)
    try await Shell.run("git", "init", "-q", "-b", "main", work)
    try await git("remote", "add", "origin", bare)
  }

  /// Runs git in the clone.
  @discardableResult
  package func git(_ arguments: String...) async throws -> String {
    let outcome = try await Shell.attempt(["git"] + arguments, in: work, environment: Self.identity)
    guard outcome.status == 0 else { throw TestFailure("git \(arguments.joined(separator: " ")): \(outcome.errors)") }
    return outcome.output
  }

  /// Writes files (nil removes one), commits and pushes.
  /// - Returns: The new commit's id.
  @discardableResult
  package func commit(_ message: String, _ files: [String: String?], push: Bool = true) async throws -> String {
    for (path, text) in files {
      if let text {
        try Files.write(text, to: "\(work)/\(path)")
      } else {
        try await git("rm", "-q", path)
      }
    }
    try await git("add", "-A")
    try await git("commit", "-q", "-m", message)
    if push { try await self.push() }
    return try await head()
  }

  package func push() async throws { try await git("push", "-q", "origin", "HEAD:main") }

  /// Makes a commit that undoes the newest one, and pushes it.
  @discardableResult
  package func revert() async throws -> String {
    try await git("revert", "--no-edit", "HEAD")
    try await push()
    return try await head()
  }

  /// The id of the newest commit.
  package func head() async throws -> String { String(try await git("rev-parse", "HEAD").prefix(40)) }
}
