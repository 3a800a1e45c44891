package import Kube

extension Store {
  /// How a store is opened.
  package struct Configuration: Sendable {
    /// How much of the file is checked before it is used.
    package enum Check: Sendable {
      /// Nothing: for short-lived commands beside controllers that have checked the file already.
      case none
      /// The structure of every page (`quick_check`), about a second per gigabyte.
      case quick
    }

    /// Whether a missing file (and its folder) is created.
    package var createsFile: Bool
    /// What is checked at opening.
    package var check: Check
    /// How long a call waits for the writes of other processes.
    package var patience: Duration
    /// How many reads can run at the same time. Each costs a connection of up to 0.5 MiB.
    package var readers: Int
    /// How much of the watch log is kept.
    package var logRetention: LogRetention
    /// The clock; tests bring their own.
    package var now: @Sendable () -> Timestamp
    /// Makes the uid of a new object.
    package var makeUID: @Sendable () -> String

    package init(
      createsFile: Bool = true, check: Check = .quick, patience: Duration = .seconds(30), readers: Int = 4,
      logRetention: LogRetention = LogRetention(), now: @escaping @Sendable () -> Timestamp = { .now },
      makeUID: @escaping @Sendable () -> String = { UniqueID.make() }
    ) {
      self.createsFile = createsFile
      self.check = check
      self.patience = patience
      self.readers = readers
      self.logRetention = logRetention
      self.now = now
      self.makeUID = makeUID
    }

    /// For a command of a person: fails when there is no store, and starts without the check.
    package static var command: Configuration { Configuration(createsFile: false, check: .none) }
  }

  /// How much of the watch log is kept. A row goes when it is beyond the count or older than the age.
  package struct LogRetention: Sendable, Hashable {
    /// The most rows that stay.
    package var count: Int
    /// The age at which a row may go.
    package var age: Duration

    package init(count: Int = 5_000, age: Duration = .seconds(3600)) {
      self.count = count
      self.age = age
    }
  }
}

/// Random identities.
package enum UniqueID {
  /// A random UUID (RFC 9562 version 4), lower case, as Kubernetes gives to objects.
  package static func make() -> String {
    var generator = SystemRandomNumberGenerator()
    let high: UInt64 = (generator.next() & 0xffff_ffff_ffff_0fff) | 0x4000
    let low: UInt64 = (generator.next() & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000
    let digits = digits(high) + digits(low)
    let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return groups.map { String(decoding: digits[$0], as: UTF8.self) }.joined(separator: "-")
  }

  /// Five letters and digits that cannot form words, as Kubernetes appends to `generateName`.
  package static func suffix() -> String {
    let letters = Array("bcdfghjklmnpqrstvwxz2456789")
    return String((0..<5).map { _ in letters[Int.random(in: 0..<letters.count)] })
  }

  private static func digits(_ number: UInt64) -> [UInt8] {
    let text = String(number, radix: 16)
    return Array((String(repeating: "0", count: 16 - text.utf8.count) + text).utf8)
  }
}
