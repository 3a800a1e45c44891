import Git
import HTTP

extension GitAuthentication {
  /// Reads the Secret of a GitRepository: which keys count depends on the address.
  /// - Throws: ``SecretError`` that names the Secret and the key that is missing.
  init(_ secret: SecretData, for remote: GitRemote) throws(SecretError) {
    self.init()
    if secret["githubAppID"] != nil {
      throw SecretError("\(secret) holds data of a GitHub app, but spec.provider 'github' is not supported yet")
    }
    if remote.isSSH {
      try readSSH(secret)
    } else if remote.isHTTP {
      try readHTTP(secret)
    }
  }

  private mutating func readSSH(_ secret: SecretData) throws(SecretError) {
    guard let key = secret["identity"] else {
      throw SecretError("\(secret) has no key 'identity' with the private key that ssh needs; it has \(secret.keys)")
    }
    guard let hosts = secret["known_hosts"] else {
      throw SecretError(
        "\(secret) has no key 'known_hosts' with the host keys that ssh needs (the output of ssh-keyscan); "
          + "it has \(secret.keys)")
    }
    identity = SSHIdentity(privateKey: key, passphrase: secret.text("password"), knownHosts: hosts)
  }

  private mutating func readHTTP(_ secret: SecretData) throws(SecretError) {
    let (username, password) = (secret.text("username"), secret.text("password"))
    if let token = secret.text("bearerToken") {
      credentials = .bearer(token)
    } else if let username {
      guard let password else {
        throw SecretError("\(secret) has the key 'username' but not 'password'; http needs both")
      }
      credentials = .basic(username: username, password: password)
    } else if password != nil {
      throw SecretError("\(secret) has the key 'password' but not 'username'; http needs both")
    }
    tls.authorities = secret["ca.crt"] ?? secret["caFile"]
    tls.certificate = secret["tls.crt"] ?? secret["certFile"]
    tls.key = secret["tls.key"] ?? secret["keyFile"]
    guard (tls.certificate == nil) == (tls.key == nil) else {
      throw SecretError("\(secret) needs both or none of the keys 'tls.crt' and 'tls.key'; it has \(secret.keys)")
    }
    guard credentials != nil || tls.authorities != nil || tls.certificate != nil else {
      throw SecretError(
        "\(secret) has none of the keys that http takes ('username' and 'password', 'bearerToken', 'ca.crt'); "
          + "it has \(secret.keys)")
    }
  }
}
