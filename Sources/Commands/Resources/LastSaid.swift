import Synchronization

/// Remembers the last line of progress, so that it is not said again.
final class LastSaid: Sendable {
  private let text = Mutex("")

  func isNew(_ next: String) -> Bool {
    text.withLock { text in
      defer { text = next }
      return text != next
    }
  }
}
