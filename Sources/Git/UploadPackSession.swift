import HTTP

/// A conversation with `git-upload-pack` on the other side: one listing, then at most one fetch. Calls block.
protocol UploadPackSession: AnyObject {
  /// Connects, and reads what the repository has. The one request of a poll.
  func list() throws -> ReferenceAdvertisement
  /// Sends the message of a negotiation and gives the answer.
  func fetch(_ message: [UInt8], limit: Int) throws -> PacketReader
  /// Ends the conversation; nothing more is sent after it.
  func close()
}

extension GitRemote {
  /// Opens the conversation that this kind of address asks for; nil for a repository on this machine.
  func session(
    _ authentication: GitAuthentication, client: HTTPClient, limits: OperationLimits
  ) throws -> (any UploadPackSession)? {
    switch transport {
    case .http(let address):
      HTTPUploadPack(address, authentication, client: client, limits: limits, shown: shown)
    case .ssh(let user, let host, let port):
      try SSHUploadPack(
        host: host, port: port, user: user, path: path, authentication, client: client, limits: limits, shown: shown)
    case .git(let host, let port):
      SocketUploadPack(host: host, port: port, path: path, client: client, limits: limits, shown: shown)
    case .file: nil
    }
  }
}
