import Kube
import Synchronization

/// Which receivers do not take messages at present: what the dispatcher tells the Providers' conditions.
final class DeliveryHealth: Sendable {
  /// A receiver that did not take a message, and why.
  struct Trouble: Sendable, Hashable {
    var message: String
    /// How many attempts have failed in a row.
    var attempts: Int
  }

  private let troubles = Mutex<[ObjectKey: Trouble]>([:])

  func trouble(of provider: ObjectKey) -> Trouble? { troubles.withLock { $0[provider] } }

  /// - Returns: Whether the receiver was fine before.
  @discardableResult
  func failed(_ provider: ObjectKey, _ message: String) -> Bool {
    troubles.withLock { troubles in
      let attempts = troubles[provider]?.attempts ?? 0
      troubles[provider] = Trouble(message: message, attempts: attempts + 1)
      return attempts == 0
    }
  }

  /// - Returns: Whether the receiver was in trouble before.
  @discardableResult
  func succeeded(_ provider: ObjectKey) -> Bool { troubles.withLock { $0.removeValue(forKey: provider) != nil } }
}
