import Glibc

/// When and how long a file was written last.
struct Stamp: Equatable {
  let seconds: Int
  let nanoseconds: Int
  let size: Int
  let mode: UInt32

  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
    size = Int(status.st_size)
    mode = status.st_mode & 0o777
  }
}
