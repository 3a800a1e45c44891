import CStack

/// How far down the thread's stack a recursion may go before it is refused.
///
/// Templates and schemas nest as deep as their authors like; a clear error must come before the stack ends. A guard
/// belongs to the thread that made it.
package struct StackGuard: Sendable {
  private let limit: UInt

  /// A guard for the calling thread that keeps the last quarter, at most 512 KiB, of its stack free.
  package static func forThisThread() -> StackGuard {
    var base: UnsafeMutableRawPointer?
    var size = 0
    guard cstack_bounds(&base, &size) != 0, let base else { return StackGuard(limit: 0) }
    return StackGuard(limit: UInt(bitPattern: base) + UInt(min(size / 4, 512 << 10)))
  }

  private init(limit: UInt) { self.limit = limit }

  /// Whether the stack is used up.
  @inline(__always)
  package var isExhausted: Bool {
    var marker: UInt8 = 0
    return withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) } < limit
  }
}
