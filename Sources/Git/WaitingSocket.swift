import Glibc
import HTTP

/// A connected socket whose waits end at a deadline or an interruption. Closes it at the end of its life.
final class WaitingSocket {
  let descriptor: Int32
  private let limits: OperationLimits
  private let peer: String

  /// - Parameter peer: What messages call the other side.
  init(connectingTo host: String, port: Int, client: HTTPClient, proxy: HTTPProxy?, limits: OperationLimits) throws {
    peer = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    self.limits = limits
    let connection = try client.connect(peer, proxy: proxy, timeout: limits.remaining)
    limits.interruption.onRaise { connection.cancel() }
    do {
      descriptor = try connection.socket()
    } catch let error as HTTPError {
      throw GitError(error.code == .timeout ? .timeout : .network, error.message)
    }
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  }

  deinit { close(descriptor) }

  /// Waits until the socket can be read or written.
  /// - Throws: `CancellationError`, or ``GitError`` with `timeout`.
  func wait(reading: Bool, writing: Bool) throws {
    try limits.check("the exchange with \(peer)")
    var events = [
      pollfd(
        fd: descriptor, events: Int16(reading ? POLLIN : 0) | Int16(writing ? POLLOUT : 0), revents: 0),
      pollfd(fd: limits.interruption.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    let (seconds, attoseconds) = limits.remaining.components
    let milliseconds = min(Int64(Int32.max), seconds * 1_000 + attoseconds / 1_000_000_000_000_000 + 1)
    _ = poll(&events, 2, Int32(milliseconds))
    try limits.check("the exchange with \(peer)")
  }

  /// Sends all of `bytes`.
  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count >= 0 {
        sent += count
      } else if errno == EAGAIN || errno == EINTR {
        try wait(reading: false, writing: true)
      } else {
        throw GitError(.network, "the connection to \(peer) broke: \(String(cString: strerror(errno)))")
      }
    }
  }

  /// Waits for the next bytes; nil when the other side has ended the connection.
  func receive() throws -> [UInt8]? {
    while true {
      try limits.check("the exchange with \(peer)")
      var count = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, used in
        count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
        used = max(0, count)
      }
      if count > 0 { return bytes }
      if count == 0 { return nil }
      guard errno == EAGAIN || errno == EINTR else {
        throw GitError(.network, "the connection to \(peer) broke: \(String(cString: strerror(errno)))")
      }
      try wait(reading: true, writing: false)
    }
  }
}

/// Git's own protocol over a plain connection, as `git daemon` speaks it.
final class SocketUploadPack: UploadPackSession {
  private let host: String
  private let port: Int
  private let path: String
  private let client: HTTPClient
  private let limits: OperationLimits
  private let shown: String
  private var socket: WaitingSocket?

  init(host: String, port: Int, path: String, client: HTTPClient, limits: OperationLimits, shown: String) {
    self.host = host
    self.port = port
    self.path = path
    self.client = client
    self.limits = limits
    self.shown = shown
  }

  func list() throws -> ReferenceAdvertisement {
    let socket = try WaitingSocket(connectingTo: host, port: port, client: client, proxy: nil, limits: limits)
    self.socket = socket
    let body = Array("git-upload-pack \(path)\0host=\(host):\(port)\0".utf8)
    let length = String(body.count + 4, radix: 16)
    try socket.send(Array((String(repeating: "0", count: max(0, 4 - length.utf8.count)) + length).utf8) + body)
    var packets = PacketReader(limit: ReferenceAdvertisement.limit) { try socket.receive() }
    return try ReferenceAdvertisement(from: &packets, isHTTP: false)
  }

  func fetch(_ message: [UInt8], limit: Int) throws -> PacketReader {
    guard let socket else { throw GitError(.network, "there is no connection to fetch over", url: shown) }
    try socket.send(message)
    return PacketReader(limit: limit) { try socket.receive() }
  }

  func close() { socket = nil }
}
