/// Why a Provider cannot be used until its spec or one of its Secrets changes.
package struct ProviderError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// A type of Flux that is not there yet, or no type at all.
    case unsupportedType = "UnsupportedProviderType"
    case invalidAddress = "InvalidAddress"
    case missingSecret = "SecretNotFound"
    case invalidSecret = "InvalidSecret"
    /// A field that the type needs is missing.
    case invalidConfig = "InvalidConfig"
  }

  package var code: Code
  /// `spec.type`.
  package var type: String
  /// What is wrong and what to do, without secrets.
  package var message: String

  package init(_ code: Code, type: String, message: String) {
    self.code = code
    self.type = type
    self.message = message
  }

  package var description: String { message }
}
