import Glibc
import Synchronization

/// Turns the writes to the ``Doorbell`` into streams, with one thread a store that sleeps in the kernel.
///
/// The thread starts with the first subscriber.
final class DoorbellListener: Sendable {
  private struct State {
    var subscribers: [Int: AsyncStream<Void>.Continuation] = [:]
    var nextSubscriber = 0
    /// The end of a pipe whose closing ends the thread.
    var stopDescriptor: Int32?
    var isStopped = false
  }

  private let bell: Doorbell
  private let state = Mutex(State())

  /// How long after a write to the log nobody must have rung for the watchers to look by themselves.
  static let secondLook: Int32 = 25

  init(bell: Doorbell) { self.bell = bell }

  deinit { stop() }

  /// A stream that has room for one wake-up: those that come before it is consumed fall together.
  func subscribe() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let isOpen = state.withLock { state in
      guard !state.isStopped else { return false }
      if state.stopDescriptor == nil { state.stopDescriptor = startThread() }
      let id = state.nextSubscriber
      state.nextSubscriber += 1
      state.subscribers[id] = continuation
      continuation.onTermination = { [weak self] _ in
        self?.state.withLock { _ = $0.subscribers.removeValue(forKey: id) }
      }
      return true
    }
    if !isOpen { continuation.finish() }
    return stream
  }

  /// Ends all streams and the thread.
  func stop() {
    let (subscribers, descriptor) = state.withLock { state in
      defer {
        state.isStopped = true
        state.subscribers = [:]
        state.stopDescriptor = nil
      }
      return (Array(state.subscribers.values), state.stopDescriptor)
    }
    for subscriber in subscribers { subscriber.finish() }
    if let descriptor { Glibc.close(descriptor) }  // the thread sees the end of the pipe
  }

  private func fire() {
    for subscriber in state.withLock({ Array($0.subscribers.values) }) { subscriber.yield() }
  }

  // MARK: The thread

  /// Starts to follow the folder before it returns, so no commit from now on is missed.
  private func startThread() -> Int32? {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var notify = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    let mask = UInt32(IN_MODIFY) | UInt32(IN_CREATE) | UInt32(IN_MOVED_TO)
    if notify >= 0, inotify_add_watch(notify, bell.folder, mask) < 0 {
      Glibc.close(notify)
      notify = -1
    }
    let loop = DoorbellLoop(
      stop: ends[0], notify: notify, bellName: Array(bell.name.utf8), logName: Array(bell.logName.utf8)
    ) { [weak self] in self?.fire() }
    guard loop.start() else {
      ends.forEach { Glibc.close($0) }
      if notify >= 0 { Glibc.close(notify) }
      return nil
    }
    return ends[1]
  }
}
