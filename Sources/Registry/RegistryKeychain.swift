/// Who we are to a registry.
package enum RegistryCredentials: Sendable, Hashable {
  case basic(username: String, password: String)
  /// A refresh token that the registry's token server takes for a token.
  case identityToken(String)
  /// A token that the registry takes as it is.
  case bearer(String)
}

/// Who we are to which registry: what was given for one host, and Docker's configuration for the others.
package struct RegistryKeychain: Sendable {
  /// What there is for a repository.
  enum Answer: Sendable, Hashable {
    case credentials(RegistryCredentials)
    /// Docker's configuration leaves it to a program that is not run.
    case helper(String)
    case none
  }

  private var given: [String: RegistryCredentials] = [:]
  private var configurations: [DockerConfiguration]

  /// - Parameter configurations: Asked in this order.
  package init(_ configurations: [DockerConfiguration] = []) { self.configurations = configurations }

  /// Credentials that are sent to the host of `reference` alone, and win over Docker's configuration there.
  package mutating func add(_ credentials: RegistryCredentials, for reference: RegistryReference) {
    given[reference.apiHost] = credentials
  }

  func lookup(_ reference: RegistryReference) -> Answer {
    if let credentials = given[reference.apiHost] { return .credentials(credentials) }
    var answer = Answer.none
    for configuration in configurations {
      switch configuration.lookup(host: reference.host, repository: reference.apiRepository) {
      case .credentials(let credentials): return .credentials(credentials)
      case .helper(let name): if answer == .none { answer = .helper(name) }
      case .none: continue
      }
    }
    return answer
  }
}
