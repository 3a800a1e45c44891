/// One document that a template wrote.
package struct Manifest: Sendable {
  /// The full name of the template.
  package var source: String
  package var apiVersion: String
  package var kind: String
  /// The document as it was written.
  package var content: [UInt8]
}
