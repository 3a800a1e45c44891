/// The text of a template file, shared by all that is defined in it.
final class SourceText: @unchecked Sendable {  // immutable
  /// The name for messages.
  let name: String
  let bytes: [UInt8]

  init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// `NAME:LINE:COLUMN` of a byte offset; columns count bytes from 0, as Go's do.
  func location(_ position: Int) -> String {
    var line = 1
    var lineStart = 0
    var index = 0
    let end = min(position, bytes.count)
    while index < end {
      if bytes[index] == 0x0A {
        line += 1
        lineStart = index + 1
      }
      index += 1
    }
    return "\(name):\(line):\(end - lineStart)"
  }
}

/// A named template, parsed.
package final class Definition: @unchecked Sendable {  // immutable once parsed
  package let name: ByteString
  let source: SourceText
  let root: ListNode

  init(name: ByteString, source: SourceText, root: ListNode) {
    self.name = name
    self.source = source
    self.root = root
  }

  /// Whether it has nothing but white space and comments; such a definition never replaces another.
  var isEmpty: Bool {
    root.statements.allSatisfy { statement in
      guard case .text(let bytes) = statement else { return false }
      return !bytes.contains { !Definition.isSpace($0) } || String(decoding: bytes, as: UTF8.self).isBlank
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
}

extension String {
  fileprivate var isBlank: Bool { unicodeScalars.allSatisfy { Rune.isSpace($0.value) } }
}
