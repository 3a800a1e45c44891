import CLibSSH2

/// The host keys that a Secret vouches for, and the check of a session against them.
final class KnownHosts {
  private let session: OpaquePointer
  private let hosts: OpaquePointer
  private let host: String
  private let port: Int32
  private let shown: String

  /// The algorithms we can check, best first, with libssh2's name for their kind of key.
  private static let algorithms: [(name: String, mask: Int32)] = [
    ("ssh-ed25519", LIBSSH2_KNOWNHOST_KEY_ED25519), ("ecdsa-sha2-nistp256", LIBSSH2_KNOWNHOST_KEY_ECDSA_256),
    ("ecdsa-sha2-nistp384", LIBSSH2_KNOWNHOST_KEY_ECDSA_384), ("ecdsa-sha2-nistp521", LIBSSH2_KNOWNHOST_KEY_ECDSA_521),
    ("ssh-rsa", LIBSSH2_KNOWNHOST_KEY_SSHRSA),
  ]

  /// - Throws: ``GitError`` when a line cannot be read.
  init(_ session: OpaquePointer, text: [UInt8], host: String, port: Int, shown: String) throws {
    guard let hosts = libssh2_knownhost_init(session) else { throw GitError(.network, "libssh2 gives no memory") }
    self.session = session
    self.hosts = hosts
    self.host = host
    self.port = Int32(port)
    self.shown = shown
    var number = 0
    for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      let line = line.filter { $0 != UInt8(ascii: "\r") }
      guard line.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }),
        line.first != UInt8(ascii: "#"),
        // Revocations and certificate authorities: libssh2 knows neither.
        line.first != UInt8(ascii: "@")
      else { continue }
      let result = line.withUnsafeBytes {
        libssh2_knownhost_readline(
          hosts, $0.bindMemory(to: CChar.self).baseAddress, $0.count, LIBSSH2_KNOWNHOST_FILE_OPENSSH)
      }
      guard result == 0 else {
        throw GitError(
          .authentication, "line \(number) of 'known_hosts' in the Secret is malformed; expected HOST KEY-TYPE KEY")
      }
    }
  }

  deinit { libssh2_knownhost_free(hosts) }

  /// The host key algorithms that the known keys of this host are for, to be offered to it.
  /// - Throws: ``GitError`` when no key of this host is known.
  func acceptableAlgorithms() throws -> String {
    let kinds = LIBSSH2_KNOWNHOST_TYPE_PLAIN | LIBSSH2_KNOWNHOST_KEYENC_BASE64
    let known = Self.algorithms.filter { algorithm in
      // No key is "AAAA": a mismatch tells that one of this kind is known.
      libssh2_knownhost_checkp(hosts, host, port, "AAAA", 4, kinds | algorithm.mask, nil)
        == LIBSSH2_KNOWNHOST_CHECK_MISMATCH
    }
    guard !known.isEmpty else {
      throw GitError(
        .untrustedHost, "'known_hosts' in the Secret has no key for the host \(name): add the line of ssh-keyscan",
        url: shown)
    }
    return known.map(\.name).joined(separator: ",")
  }

  /// - Throws: ``GitError`` with `untrustedHost` unless the key of the connected host is a known one.
  func verify() throws {
    var count = 0
    var type: Int32 = 0
    guard let key = libssh2_session_hostkey(session, &count, &type) else {
      throw GitError(.untrustedHost, "the server shows no host key", url: shown)
    }
    let mask: Int32 =
      switch type {
      case LIBSSH2_HOSTKEY_TYPE_RSA: LIBSSH2_KNOWNHOST_KEY_SSHRSA
      case LIBSSH2_HOSTKEY_TYPE_ECDSA_256: LIBSSH2_KNOWNHOST_KEY_ECDSA_256
      case LIBSSH2_HOSTKEY_TYPE_ECDSA_384: LIBSSH2_KNOWNHOST_KEY_ECDSA_384
      case LIBSSH2_HOSTKEY_TYPE_ECDSA_521: LIBSSH2_KNOWNHOST_KEY_ECDSA_521
      case LIBSSH2_HOSTKEY_TYPE_ED25519: LIBSSH2_KNOWNHOST_KEY_ED25519
      default: LIBSSH2_KNOWNHOST_KEY_UNKNOWN
      }
    let kinds = LIBSSH2_KNOWNHOST_TYPE_PLAIN | LIBSSH2_KNOWNHOST_KEYENC_RAW | mask
    guard libssh2_knownhost_checkp(hosts, host, port, key, count, kinds, nil) == LIBSSH2_KNOWNHOST_CHECK_MATCH else {
      throw GitError(
        .untrustedHost,
        "the key of the host \(name) is not the one in 'known_hosts' of the Secret: "
          + "someone may stand in between, or the host has a new key", url: shown)
    }
  }

  private var name: String { port == 22 ? host : "[\(host)]:\(port)" }
}
