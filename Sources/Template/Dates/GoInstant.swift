import Glibc

/// A moment: seconds since 1970 in UTC and nanoseconds.
package struct GoInstant: Sendable, Hashable {
  package var seconds: Int64
  package var nanoseconds: Int64

  package init(seconds: Int64, nanoseconds: Int64 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// The wall clock.
  package static func now() -> GoInstant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return GoInstant(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
  }
}
