import Glibc

/// The file `NAME.bell` next to the store: a writer touches it after each commit, watchers follow it by inotify.
///
/// A file of its own is needed because SQLite writes its `-wal` file before the commit can be read, so a watcher of
/// that file looks too early. Its content means nothing.
struct Doorbell: Sendable {
  /// The folder of the store, which watchers follow.
  let folder: String
  /// The name of the bell inside the folder.
  let name: String
  /// The name of SQLite's log inside the folder, written by all, also by programs that do not ring.
  let logName: String

  init(store path: String) {
    let slash = path.lastIndex(of: "/")
    let file = String(slash.map { path[path.index(after: $0)...] } ?? path[...])
    folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let stem = file.lastIndex(of: ".").flatMap { $0 == file.startIndex ? nil : String(file[..<$0]) } ?? file
    name = stem + ".bell"
    logName = file + "-wal"
  }

  /// Wakes the watchers of all processes. A bell that cannot be rung only costs them the delay of the second look.
  func ring() {
    // Opened each time (a few microseconds), so that a bell that somebody removed is there again.
    let descriptor = Glibc.open("\(folder)/\(name)", O_CREAT | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return }
    var byte: UInt8 = 0x0a
    _ = pwrite(descriptor, &byte, 1, 0)
    Glibc.close(descriptor)
  }
}
