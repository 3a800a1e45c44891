import Dispatch
import Structure
import Synchronization

/// Some bytes that another thread makes, for what takes so long that the template goes on meanwhile.
final class TextPromise: Sendable {
  private let made = Mutex<[UInt8]>([])
  private let work = DispatchGroup()
  /// How many bytes there will be.
  let count: Int

  /// - Parameter make: Makes `count` bytes.
  init(_ count: Int, _ make: @escaping @Sendable () -> [UInt8]) {
    self.count = count
    work.enter()
    let run: @Sendable () -> Void = {
      let bytes = make()
      self.made.withLock { $0 = bytes }
      self.work.leave()
    }
    if !PosixThread.start(run) { run() }
  }

  /// The bytes; the calling thread stands still until they are there.
  var bytes: [UInt8] {
    work.wait()
    return made.withLock { $0 }
  }
}

/// A text of which parts are still being made.
///
/// It passes from the function that began it through pipelines into the output of templates; to functions that ask for
/// more than the place of their text, to variables and to conditions it is a string like any other, see
/// `Execution.settled(_:)`.
package final class PendingText: GoObject {
  enum Part {
    case bytes([UInt8])
    case promise(TextPromise)
  }

  let parts: [Part]

  init(_ parts: [Part]) { self.parts = parts }

  /// The bytes from `start` on, and the promises that belong between them, by their places.
  init(_ bytes: [UInt8], from start: Int, _ promises: some Sequence<(place: Int, promise: TextPromise)>) {
    var parts: [Part] = []
    var done = start
    for (place, promise) in promises {
      if place > done { parts.append(.bytes(Array(bytes[done..<place]))) }
      parts.append(.promise(promise))
      done = place
    }
    if done < bytes.count { parts.append(.bytes(Array(bytes[done...]))) }
    self.parts = parts
  }

  /// What `printf` makes of these arguments, when texts are pending among them that the format just puts in their place.
  /// - Throws: When the text would be too large.
  convenience init?(printing arguments: [GoValue], _ execution: Execution) throws {
    let isPending = arguments.contains { if case .object(let object) = $0 { object is PendingText } else { false } }
    guard isPending, case .string(let format) = arguments[0] else { return nil }
    var parts: [Part] = []
    var text: [UInt8] = []
    var rest = arguments.dropFirst()
    var bytes = format.bytes.makeIterator()
    while let byte = bytes.next() {
      guard byte == UInt8(ascii: "%") else {
        text.append(byte)
        continue
      }
      guard bytes.next() == UInt8(ascii: "s"), let argument = rest.popFirst() else { return nil }
      switch argument {
      case .string(let string):
        try execution.charge(string.count)
        text += string.bytes
      case .object(let object as PendingText):
        parts += [.bytes(text)] + object.parts
        text = []
      default: return nil
      }
    }
    guard rest.isEmpty else { return nil }
    self.init(parts + [.bytes(text)])
    try execution.charge(count)
  }

  /// How many bytes the whole text will have.
  var count: Int {
    parts.reduce(0) { sum, part in
      switch part {
      case .bytes(let bytes): sum + bytes.count
      case .promise(let promise): sum + promise.count
      }
    }
  }

  /// The whole text; the calling thread stands still until it is there.
  package var settled: ByteString {
    if parts.count == 1, case .bytes(let bytes) = parts[0] { return ByteString(bytes) }
    var result: [UInt8] = []
    for part in parts {
      switch part {
      case .bytes(let bytes): result += bytes
      case .promise(let promise): result += promise.bytes
      }
    }
    return ByteString(result)
  }

  /// The same with each of the parts that are there changed; promises have neither line breaks nor angle brackets.
  func mapBytes(_ change: ([UInt8]) throws -> [UInt8]) rethrows -> PendingText {
    PendingText(
      try parts.map { part in
        if case .bytes(let bytes) = part { .bytes(try change(bytes)) } else { part }
      })
  }

  /// See ``ByteString/withoutNoValue``.
  package var withoutNoValue: PendingText { mapBytes { ByteString($0).withoutNoValue.bytes } }

  override package var type: GoType { .string }
  override package var isTrue: Bool { true }
  override package var text: ByteString? { settled }
}

extension Execution {
  /// The value with a text that is still being made waited for.
  @inline(__always)
  static func settled(_ slot: Slot) -> Slot {
    guard case .object(let object) = slot.value, let text = object as? PendingText else { return slot }
    return Slot(.string(text.settled), boxed: slot.boxed)
  }
}
