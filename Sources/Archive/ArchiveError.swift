/// Why an archive could not be read; the message is for the operator and names the entry where there is one.
package struct ArchiveError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: Sendable { case malformed, tooLarge, unsafePath }
  package var code: Code
  package var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
