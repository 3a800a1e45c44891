package import Git
import Glibc

extension SSHIdentity {
  /// The key and the known hosts that a person keeps in their home folder, where there are both.
  package static var ofThisPerson: SSHIdentity? {
    guard let home = getenv("HOME").map({ String(cString: $0) }),
      let hosts = read("\(home)/.ssh/known_hosts"),
      let key = ["id_ed25519", "id_ecdsa", "id_rsa"].lazy.compactMap({ read("\(home)/.ssh/\($0)") }).first
    else { return nil }
    return SSHIdentity(privateKey: key, knownHosts: hosts)
  }

  private static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return count > 0 ? Array(bytes[..<count]) : nil
  }
}
