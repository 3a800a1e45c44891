import Glibc
import Testing

/// The `sqlite3` shell on a store: a program that knows nothing of us.
struct ShellSQLite {
  let path: String

  init(_ path: String) throws { self.path = path }

  func run(_ statement: String) throws {
    var pid = pid_t()
    var words: [UnsafeMutablePointer<CChar>?] = (["sqlite3", path, statement] as [String]).map { strdup($0) }
    defer { words.forEach { free($0) } }
    words.append(nil)
    try #require(posix_spawnp(&pid, "sqlite3", nil, nil, words, environ) == 0, "sqlite3 is not installed")
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    try #require(status == 0)
  }
}
