import CDeferred
import CLibSSH2
import Glibc
import HTTP

/// Git over SSH: libssh2 without blocking on a socket of ours, so that every wait has a deadline and can be ended.
final class SSHUploadPack: UploadPackSession {
  private let host: String
  private let port: Int
  private let user: String
  private let path: String
  private let identity: SSHIdentity
  private let proxy: HTTPProxy?
  private let client: HTTPClient
  private let limits: OperationLimits
  private let shown: String
  private var socket: WaitingSocket?
  private var session: OpaquePointer?
  private var channel: OpaquePointer?
  private var complaints: [UInt8] = []

  private static let libraryIsReady = libssh2_init(0) == 0

  init(
    host: String, port: Int, user: String, path: String, _ authentication: GitAuthentication, client: HTTPClient,
    limits: OperationLimits, shown: String
  ) throws {
    guard let identity = authentication.identity else {
      throw GitError(
        .authentication, "an ssh address needs a Secret with 'identity' and 'known_hosts' in spec.secretRef", url: shown
      )
    }
    self.host = host
    self.port = port
    self.user = user
    self.path = path
    self.identity = identity
    proxy = authentication.proxy
    self.client = client
    self.limits = limits
    self.shown = shown
  }

  deinit { close() }

  func list() throws -> ReferenceAdvertisement {
    let socket = try WaitingSocket(connectingTo: host, port: port, client: client, proxy: proxy, limits: limits)
    if let problem = cdeferred_problem(CDEFERRED_SSH2) {
      throw GitError(.network, "cannot use SSH: \(String(cString: problem))", url: shown)
    }
    guard Self.libraryIsReady, let session = cssh2_session() else {
      throw GitError(.network, "libssh2 gives no memory", url: shown)
    }
    self.socket = socket
    self.session = session
    libssh2_session_set_blocking(session, 0)
    let knownHosts = try KnownHosts(session, text: identity.knownHosts, host: host, port: port, shown: shown)
    _ = libssh2_session_method_pref(session, LIBSSH2_METHOD_HOSTKEY, try knownHosts.acceptableAlgorithms())
    try check(
      try drive { Int(libssh2_session_handshake(session, socket.descriptor)) }, .network, "the SSH handshake failed")
    try knownHosts.verify()
    try authenticate(session)
    var opened: OpaquePointer?
    try check(
      try drive {
        opened = cssh2_open_channel(session)
        return opened == nil ? Int(libssh2_session_last_errno(session)) : 0
      }, .network, "the server opens no channel")
    channel = opened
    guard let opened else { throw GitError(.network, "the server opens no channel", url: shown) }
    let command = "git-upload-pack \(Self.quoted(path))"
    try check(
      try drive { Int(cssh2_exec(opened, command, UInt32(command.utf8.count))) }, .network,
      "the server runs no git-upload-pack")
    var packets = PacketReader(limit: ReferenceAdvertisement.limit) { try self.receive() }
    do {
      return try ReferenceAdvertisement(from: &packets, isHTTP: false)
    } catch let error as GitError where error.code == .malformed && packets.received == 0 {
      let words = PacketReader.remoteText(complaints)
      throw GitError(
        .repositoryNotFound, "the server offers no such repository\(words.isEmpty ? "" : ": \(words)")", url: shown)
    }
  }

  func fetch(_ message: [UInt8], limit: Int) throws -> PacketReader {
    guard let channel else { throw GitError(.network, "there is no connection to fetch over", url: shown) }
    var sent = 0
    while sent < message.count {
      let count = try drive {
        message[sent...].withUnsafeBytes { bytes in
          libssh2_channel_write_ex(channel, 0, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
        }
      }
      try check(min(0, count), .network, "the connection broke")
      sent += count
    }
    return PacketReader(limit: limit) { try self.receive() }
  }

  /// Frees all without waiting for the other side: closing the socket tells it.
  func close() {
    if let session {
      // Errors are of no interest, and a socket shut down keeps libssh2 from waiting for an answer.
      if let socket { shutdown(socket.descriptor, Int32(SHUT_RDWR)) }
      if let channel { while libssh2_channel_free(channel) == LIBSSH2_ERROR_EAGAIN {} }
      while libssh2_session_free(session) == LIBSSH2_ERROR_EAGAIN {}
    }
    channel = nil
    session = nil
    socket = nil
  }

  private func authenticate(_ session: OpaquePointer) throws {
    let result = try drive {
      identity.privateKey.withUnsafeBytes { key in
        Int(
          libssh2_userauth_publickey_frommemory(
            session, user, user.utf8.count, nil, 0, key.bindMemory(to: CChar.self).baseAddress, key.count,
            identity.passphrase))
      }
    }
    guard result != 0 else { return }
    let message: String
    switch Int32(result) {
    case LIBSSH2_ERROR_FILE:
      message =
        identity.passphrase == nil
        ? "the 'identity' of the Secret is no usable private key, or needs a passphrase in 'password'"
        : "the 'identity' of the Secret is no usable private key, or its 'password' is not the right passphrase"
    case LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED, LIBSSH2_ERROR_AUTHENTICATION_FAILED:
      message =
        "the server refuses the key of user '\(user)'"
        + (isRSA ? ": it is an RSA key, which this libssh2 signs with SHA-1 only; use an Ed25519 or ECDSA key" : "")
    default:
      message = "authentication as user '\(user)' failed: \(lastMessage())"
    }
    throw GitError(.authentication, message, url: shown)
  }

  private var isRSA: Bool {
    identity.privateKey.firstRange(of: Array("BEGIN RSA".utf8)) != nil
      // "ssh-rsa" with its length, as base 64 shows it at each of three offsets.
      || ["c3NoLXJzY", "NzaC1yc2", "zc2gtcnNh"].contains { identity.privateKey.firstRange(of: Array($0.utf8)) != nil }
  }

  private func receive() throws -> [UInt8]? {
    guard let channel, let session else { return nil }
    while true {
      var count = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, used in
        count = buffer.withMemoryRebound(to: CChar.self) {
          libssh2_channel_read_ex(channel, 0, $0.baseAddress, $0.count)
        }
        used = max(0, count)
      }
      if count > 0 { return bytes }
      readComplaints(channel)
      if count < 0 && count != Int(LIBSSH2_ERROR_EAGAIN) { try check(count, .network, "the connection broke") }
      if libssh2_channel_eof(channel) == 1 { return nil }
      // Looking for complaints may have taken in data, for which the socket will not call again.
      try limits.check("the exchange with \(host)")
      var queued: UInt = 0
      _ = libssh2_channel_window_read_ex(channel, &queued, nil)
      if queued > 0 { continue }
      let directions = libssh2_session_block_directions(session)
      try socket?.wait(reading: true, writing: directions & LIBSSH2_SESSION_BLOCK_OUTBOUND != 0)
    }
  }

  /// What the other side writes to its standard error, for our messages.
  private func readComplaints(_ channel: OpaquePointer) {
    let bytes = [UInt8](unsafeUninitializedCapacity: 1_024) { buffer, used in
      used = buffer.withMemoryRebound(to: CChar.self) {
        max(0, libssh2_channel_read_ex(channel, SSH_EXTENDED_DATA_STDERR, $0.baseAddress, $0.count))
      }
    }
    if complaints.count < 1_024 { complaints += bytes }
  }

  /// Calls libssh2 until it no longer wants to wait for the socket.
  private func drive(_ body: () -> Int) throws -> Int {
    guard let session, let socket else { return Int(LIBSSH2_ERROR_SOCKET_DISCONNECT) }
    while true {
      try limits.check("the exchange with \(host)")
      let result = body()
      guard result == Int(LIBSSH2_ERROR_EAGAIN) else { return result }
      let directions = libssh2_session_block_directions(session)
      let writes = directions & LIBSSH2_SESSION_BLOCK_OUTBOUND != 0
      try socket.wait(reading: !writes || directions & LIBSSH2_SESSION_BLOCK_INBOUND != 0, writing: writes)
    }
  }

  private func check(_ result: Int, _ code: GitError.Code, _ what: String) throws {
    guard result < 0 else { return }
    throw GitError(code, "\(what): \(lastMessage())", url: shown)
  }

  private func lastMessage() -> String {
    guard let session else { return "not connected" }
    var text: UnsafeMutablePointer<CChar>?
    _ = libssh2_session_last_error(session, &text, nil, 0)
    return text.map { PacketReader.remoteText(Array(String(cString: $0).utf8)) } ?? "unknown reason"
  }

  /// One word of a POSIX shell.
  static func quoted(_ text: String) -> String {
    var word = "'"
    for character in text.unicodeScalars {
      if character == "'" || character == "!" {
        word += "'\\\(character)'"
      } else {
        word.unicodeScalars.append(character)
      }
    }
    return word + "'"
  }
}
