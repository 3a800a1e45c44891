import Glibc
import Synchronization

/// Work on two parts of something at once: one on the caller's thread, one on a POSIX thread that lives as long.
///
/// For long loops over parts that have nothing to do with each other. Results come in order, whoever is done first.
package enum SideBySide {
  /// Gives what `body` makes of consecutive pieces of `0..<count`, or of all of it at once when that is not worth a
  /// thread. There are more pieces than threads: the thread that is done first takes what is left.
  /// - Parameters:
  ///   - threshold: From how many parts on a thread is worth its start.
  ///   - body: Runs on two threads at the same time.
  package static func pieces<Part>(of count: Int, from threshold: Int, _ body: (Range<Int>) -> Part) -> [Part] {
    guard count >= threshold else { return [body(0..<count)] }
    return each(of: pieceCount, from: 1) { body(count * $0 / pieceCount..<count * ($0 + 1) / pieceCount) }
  }

  private static let pieceCount = 8

  /// Gives what `body` makes of each of `count` parts that differ in size: a thread takes the next one when it is free.
  /// - Parameters:
  ///   - threshold: From how many parts on a thread is worth its start.
  ///   - body: Runs on two threads at the same time.
  package static func each<Part>(of count: Int, from threshold: Int, _ body: (Int) -> Part) -> [Part] {
    guard count >= threshold, sysconf(Int32(_SC_NPROCESSORS_ONLN)) > 1 else { return (0..<count).map(body) }
    let next = Atomic<Int>(0)
    func work() -> [(index: Int, part: Part)] {
      var done: [(index: Int, part: Part)] = []
      done.reserveCapacity(count)
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return done }
        done.append((index, body(index)))
      }
    }
    var first: [(index: Int, part: Part)] = []
    var second: [(index: Int, part: Part)] = []
    run({ first = work() }, { second = work() })
    return (first + second).sorted { $0.index < $1.index }.map(\.part)
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
