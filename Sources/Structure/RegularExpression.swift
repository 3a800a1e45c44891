import CRE2

/// A regular expression with the syntax and meaning of Go's `regexp`: RE2's, matched in linear time.
package final class RegularExpression: Sendable {
  /// The pattern as it was given.
  package let pattern: String
  // RE2 objects may be used by any number of threads once they are compiled.
  nonisolated(unsafe) let compiled: OpaquePointer
  let groups: Int

  /// - Parameter memory: How many bytes it may take with all that matching keeps; nil leaves it to RE2 (8 MiB).
  /// - Throws: ``SyntaxError`` with RE2's reason.
  package init(_ pattern: String, memory: Int? = nil) throws(SyntaxError) {
    var text = pattern
    var reason = [CChar](repeating: 0, count: 256)
    let compiled = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cre2_new($0.baseAddress, $0.count, memory ?? 0, &reason, reason.count) }
    }
    guard let compiled else {
      let words = String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      throw SyntaxError(message: "\"\(pattern)\" is not a regular expression: \(words)", position: nil)
    }
    self.pattern = pattern
    self.compiled = compiled
    groups = Int(cre2_group_count(compiled))
  }

  /// An expression that must match the whole text, as selectors in kustomizations do.
  package convenience init(anchored pattern: String) throws(SyntaxError) { try self.init("^(?:\(pattern))$") }

  deinit { cre2_delete(compiled) }

  /// The number of instructions it became: matching takes at most about so many steps for each byte.
  package var programSize: Int { max(0, Int(cre2_program_size(compiled))) }

  /// Whether the expression matches anywhere in the text.
  package func matches(_ text: String) -> Bool {
    withBytes(text) { cre2_match(compiled, $0.baseAddress, $0.count, 0, nil, 0) }
  }

  /// The first match: the whole text of it, then each group's (nil where the group took no part).
  package func firstMatch(in text: String) -> [String?]? {
    withBytes(text) { bytes in
      var slices = [cre2_slice](repeating: cre2_slice(), count: groups + 1)
      guard cre2_match(compiled, bytes.baseAddress, bytes.count, 0, &slices, Int32(slices.count)) else { return nil }
      return slices.map { slice in
        slice.data.map { start in
          String(decoding: UnsafeRawBufferPointer(start: start, count: slice.count), as: UTF8.self)
        }
      }
    }
  }

  private func withBytes<T>(_ text: String, _ body: (UnsafeBufferPointer<CChar>) -> T) -> T {
    var text = text
    return text.withUTF8 { bytes in bytes.withMemoryRebound(to: CChar.self) { body($0) } }
  }
}
