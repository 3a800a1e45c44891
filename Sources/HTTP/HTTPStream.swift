import Glibc

/// A response that a thread of ours reads piece by piece, blocking, while curl's thread receives it.
///
/// At most a MiB waits unread: then the transfer pauses until the reader has caught up.
package final class HTTPStream: TransferSink, @unchecked Sendable {  // guarded by `mutex`
  private static let highWater = 1 << 20

  private let token: TransferToken
  private let engine: CurlEngine
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  private var received: HTTPResponseHead?
  private var pieces: [[UInt8]] = []
  private var waiting = 0
  private var isPaused = false
  private var isFinished = false
  private var failure: (any Error)?
  private var descriptor: Int32 = -1

  init(token: TransferToken, engine: CurlEngine) {
    self.token = token
    self.engine = engine
    mutex = .allocate(capacity: 1)
    changed = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  /// Waits for status and headers.
  /// - Throws: ``HTTPError``, or `CancellationError` after ``cancel()``.
  package func head() throws -> HTTPResponseHead {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while received == nil && !isFinished { pthread_cond_wait(changed, mutex) }
    if let received { return received }
    throw failure ?? HTTPError(code: .broken, message: "the server closed the connection without an answer", url: "")
  }

  /// Waits for the next bytes of the body; nil at its end.
  /// - Throws: ``HTTPError``, or `CancellationError` after ``cancel()``.
  package func read() throws -> [UInt8]? {
    pthread_mutex_lock(mutex)
    while pieces.isEmpty && !isFinished { pthread_cond_wait(changed, mutex) }
    guard !pieces.isEmpty else {
      defer { pthread_mutex_unlock(mutex) }
      if let failure { throw failure }
      return nil
    }
    let next = pieces.count == 1 ? pieces[0] : pieces.flatMap { $0 }
    pieces.removeAll(keepingCapacity: true)
    waiting = 0
    let resumes = isPaused
    isPaused = false
    pthread_mutex_unlock(mutex)
    if resumes { engine.resume(token) }
    return next
  }

  /// Ends the transfer from any thread; a waiting reader gets `CancellationError` at once.
  package func cancel() { engine.cancel(token) }

  /// Waits for a bare connection and hands its descriptor over.
  func socket() throws -> Int32 {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !isFinished { pthread_cond_wait(changed, mutex) }
    if let failure { throw failure }
    defer { descriptor = -1 }
    return descriptor
  }

  func connected(_ descriptor: Int32) {
    pthread_mutex_lock(mutex)
    self.descriptor = descriptor
    pthread_mutex_unlock(mutex)
  }

  func begin(_ head: HTTPResponseHead) {
    pthread_mutex_lock(mutex)
    received = head
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
  }

  func receive(_ bytes: UnsafeRawBufferPointer) -> TransferVerdict {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    guard waiting < Self.highWater else {
      isPaused = true
      return .pause
    }
    pieces.append(Array(bytes))
    waiting += bytes.count
    pthread_cond_broadcast(changed)
    return .taken
  }

  func end(_ error: (any Error)?) {
    pthread_mutex_lock(mutex)
    isFinished = true
    failure = error
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
  }
}
