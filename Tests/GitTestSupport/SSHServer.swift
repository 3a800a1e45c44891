import Glibc

/// An sshd on a loopback port with keys of its own, for the user who runs the tests.
package final class SSHServer: Sendable {
  private let process: ChildProcess
  package let port: Int
  package let user: String
  /// The private key that is let in, one that needs the passphrase "open sesame", and one that is not let in.
  package let key: String
  package let lockedKey: String
  package let strangerKey: String
  /// The line of a `known_hosts` file for this server, and one with another server's key.
  package let knownHosts: String
  package let wrongHosts: String

  package init(in folder: String) async throws {
    func make(_ name: String, _ passphrase: String = "", type: String = "ed25519") async throws -> String {
      try await ChildProcess.run([
        "ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", "", "-f", "\(folder)/\(name)",
      ])
      return try Self.text("\(folder)/\(name)")
    }
    _ = try await make("host")
    _ = try await make("otherhost")
    key = try await make("key")
    lockedKey = try await make("locked", "open sesame", type: "ecdsa")
    strangerKey = try await make("stranger")
    let port = try Workbench.freePort()
    self.port = port
    user = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "root"
    knownHosts = "[127.0.0.1]:\(port) \(try Self.text("\(folder)/host.pub"))"
    wrongHosts = "[127.0.0.1]:\(port) \(try Self.text("\(folder)/otherhost.pub"))"
    let allowed = try Self.text("\(folder)/key.pub") + Self.text("\(folder)/locked.pub")
    try Self.write(allowed, "\(folder)/authorized")
    try Self.write(
      """
      ListenAddress 127.0.0.1:\(port)
      HostKey \(folder)/host
      AuthorizedKeysFile \(folder)/authorized
      PidFile none
      UsePAM no
      StrictModes no
      PasswordAuthentication no
      PermitRootLogin prohibit-password

      """, "\(folder)/sshd_config")
    // Debian's sshd wants this folder when it runs as root.
    mkdir("/run/sshd", 0o755)
    process = try ChildProcess(["/usr/sbin/sshd", "-D", "-q", "-f", "\(folder)/sshd_config"])
    try await Self.waitForPort(port)
  }

  /// Waits until somebody listens on a port.
  package static func waitForPort(_ port: Int) async throws {
    let deadline = ContinuousClock.now.advanced(by: .seconds(10))
    while ContinuousClock.now < deadline {
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(descriptor) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = UInt16(port).bigEndian
      address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
      let result = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      if result == 0 { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw PeerError("nobody listens on port \(port)")
  }

  private static func text(_ path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw PeerError("cannot read \(path)") }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = fread(&buffer, 1, buffer.count, file)
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  private static func write(_ text: String, _ path: String) throws {
    guard let file = fopen(path, "w") else { throw PeerError("cannot write \(path)") }
    fputs(text, file)
    fclose(file)
  }
}
