import Glibc

/// Work on two halves of something at once: one half on the caller's thread, one on a POSIX thread that lives as long.
///
/// For long loops over parts that have nothing to do with each other. Results come in order, whoever is done first.
package enum SideBySide {
  /// Gives what `body` makes of both halves of `0..<count`, or of all of it at once when that is not worth a thread.
  /// - Parameters:
  ///   - threshold: From how many parts on a thread is worth its start.
  ///   - body: Runs on two threads at the same time.
  package static func halves<Part>(of count: Int, from threshold: Int, _ body: (Range<Int>) -> Part) -> [Part] {
    guard count >= threshold, sysconf(Int32(_SC_NPROCESSORS_ONLN)) > 1 else { return [body(0..<count)] }
    let middle = count / 2
    var first: Part?
    var second: Part?
    run({ first = body(0..<middle) }, { second = body(middle..<count) })
    return [first, second].compactMap { $0 }
  }

  private static func run(_ first: () -> Void, _ second: () -> Void) {
    withoutActuallyEscaping(second) { second in
      let job = Unmanaged.passRetained(Job(second))
      defer { job.release() }
      var thread = pthread_t()
      let result = pthread_create(
        &thread, nil,
        { context in
          if let context { Unmanaged<Job>.fromOpaque(context).takeUnretainedValue().body() }
          return nil
        }, job.toOpaque())
      first()
      if result == 0 { pthread_join(thread, nil) } else { second() }
    }
  }

  private final class Job {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }
}
