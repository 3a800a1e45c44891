import Glibc

/// The thread of a ``DoorbellListener``: sleeps in `poll` until a bell rings, the log is written or it is told to end.
final class DoorbellLoop: Sendable {
  private let stop: Int32
  private let notify: Int32
  private let bellName: [UInt8]
  private let logName: [UInt8]
  private let fire: @Sendable () -> Void

  /// Takes over both descriptors. `notify` is negative when the system has no inotify instance left.
  init(stop: Int32, notify: Int32, bellName: [UInt8], logName: [UInt8], fire: @escaping @Sendable () -> Void) {
    self.stop = stop
    self.notify = notify
    self.bellName = bellName
    self.logName = logName
    self.fire = fire
  }

  /// - Returns: Whether the thread runs; otherwise the descriptors stay with the caller.
  func start() -> Bool {
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, 128 << 10)
    let context = Unmanaged.passRetained(self)
    let result = pthread_create(
      &thread, &attributes,
      { pointer in
        guard let pointer else { return nil }
        Unmanaged<DoorbellLoop>.fromOpaque(pointer).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
    if result != 0 { context.release() }
    return result == 0
  }

  private func run() {
    defer {
      if notify >= 0 { Glibc.close(notify) }
      Glibc.close(stop)
    }
    // Without inotify (its instances are limited for each user) a look each second is better than none.
    var timeout: Int32 = notify >= 0 ? -1 : 1_000
    while true {
      var descriptors = [
        pollfd(fd: stop, events: Int16(POLLIN), revents: 0), pollfd(fd: notify, events: Int16(POLLIN), revents: 0),
      ]
      let ready = poll(&descriptors, nfds_t(descriptors.count), timeout)
      if descriptors[0].revents != 0 { return }
      if ready < 0 && errno != EINTR { return }
      if ready == 0 {
        fire()  // somebody wrote to the log and has not rung
        if notify >= 0 { timeout = -1 }
      } else if ready > 0 {
        switch readNotifications() {
        case .rung:
          fire()
          timeout = -1
        case .logWritten: timeout = DoorbellListener.secondLook
        case .nothing: break
        }
      }
    }
  }

  private enum News { case nothing, logWritten, rung }

  /// Takes what has come in. Each record is a header (watch, mask, cookie, length: 4 bytes each) and a padded name.
  private func readNotifications() -> News {
    var news = News.nothing
    withUnsafeTemporaryAllocation(byteCount: 8192, alignment: 8) { buffer in
      while true {
        let count = Glibc.read(notify, buffer.baseAddress, buffer.count)
        guard count > 0 else { return }
        var position = 0
        while position + 16 <= count {
          let mask = buffer.loadUnaligned(fromByteOffset: position + 4, as: UInt32.self)
          let length = Int(buffer.loadUnaligned(fromByteOffset: position + 12, as: UInt32.self))
          let end = min(position + 16 + length, count)
          let name = buffer[(position + 16)..<end].prefix { $0 != 0 }
          if name.elementsEqual(bellName) || mask & UInt32(IN_Q_OVERFLOW) != 0 {
            news = .rung
          } else if news == .nothing, name.elementsEqual(logName) {
            news = .logWritten
          }
          position = end
        }
      }
    }
    return news
  }
}
