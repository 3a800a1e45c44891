package import HTTP

/// Who we are to a Git server, and whom we trust to be it.
package struct GitAuthentication: Sendable, Hashable {
  /// For http and https.
  package var credentials: HTTPCredentials?
  package var tls = TLSSettings()
  package var proxy: HTTPProxy?
  /// For ssh.
  package var identity: SSHIdentity?

  package init() {}
}

/// A key pair for ssh, and the keys of the hosts that it may be used with.
package struct SSHIdentity: Sendable, Hashable {
  /// The private key: OpenSSH or PEM text.
  package var privateKey: [UInt8]
  package var passphrase: String?
  /// Lines of a `known_hosts` file, hashed or plain.
  package var knownHosts: [UInt8]

  package init(privateKey: [UInt8], passphrase: String? = nil, knownHosts: [UInt8]) {
    self.privateKey = privateKey
    self.passphrase = passphrase
    self.knownHosts = knownHosts
  }
}
