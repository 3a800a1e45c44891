import Glibc

/// POSIX threads for calls that block: C libraries, file trees in the store, long renders.
///
/// On Linux even a concurrent dispatch queue shares its few threads with Swift's executor, and eight blocked jobs there
/// stall everything else. These threads are nobody else's. They start when there is work, and end with the pool.
package final class BlockingPool: Sendable {
  private let mailbox = Mailbox()
  private let limit: Int

  /// - Parameter threads: How many calls may block at once; further ones wait in order.
  package init(threads: Int = 4) { limit = max(1, threads) }

  deinit { mailbox.close() }

  /// Runs `body` on one of the pool's threads.
  ///
  /// Cancelling the task raises the flag; the body decides how soon it heeds it. A body that has not begun is not run.
  /// - Throws: What `body` throws; `CancellationError` when cancelled before it began.
  package func run<T: Sendable>(_ body: @escaping @Sendable (CancellationFlag) throws -> T) async throws -> T {
    let flag = CancellationFlag()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        mailbox.put(limit: limit) {
          continuation.resume(
            with: Result {
              try flag.check()
              return try body(flag)
            })
        }
      }
    } onCancel: {
      flag.raise()
    }
  }
}

/// The jobs of a pool, and its threads' meeting place.
private final class Mailbox: @unchecked Sendable {  // `mutex` guards every stored property
  private var jobs: [@Sendable () -> Void] = []
  private var threads = 0
  private var idle = 0
  private var isClosed = false
  // On the heap, since POSIX wants them to stay at one address.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Queues a job, and starts a thread for it when none is free and fewer than `limit` run.
  func put(limit: Int, _ job: @escaping @Sendable () -> Void) {
    pthread_mutex_lock(mutex)
    jobs.append(job)
    let startsThread = idle < jobs.count && threads < limit
    if startsThread { threads += 1 }
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
    if startsThread { startThread() }
  }

  /// Lets the threads end once the queue is empty.
  func close() {
    pthread_mutex_lock(mutex)
    isClosed = true
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }

  private func startThread() {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self).toOpaque()
    let result = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Mailbox>.fromOpaque(context).takeRetainedValue().work()
        return nil
      }, context)
    if result == 0 {
      pthread_detach(thread)
    } else {
      // Without a further thread the existing ones take the job; with none at all this one must.
      Unmanaged<Mailbox>.fromOpaque(context).release()
      pthread_mutex_lock(mutex)
      threads -= 1
      let job = threads == 0 && !jobs.isEmpty ? jobs.removeFirst() : nil
      pthread_mutex_unlock(mutex)
      job?()
    }
  }

  private func work() {
    pthread_mutex_lock(mutex)
    while true {
      if !jobs.isEmpty {
        let job = jobs.removeFirst()
        pthread_mutex_unlock(mutex)
        job()
        pthread_mutex_lock(mutex)
      } else if isClosed {
        break
      } else {
        idle += 1
        pthread_cond_wait(condition, mutex)
        idle -= 1
      }
    }
    threads -= 1
    pthread_mutex_unlock(mutex)
  }
}
