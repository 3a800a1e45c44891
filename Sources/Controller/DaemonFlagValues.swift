import ArgumentParser
import Kube

/// A duration given as a flag, in Go's form.
package struct GracePeriod: Sendable, Hashable, ExpressibleByArgument {
  package var duration: Duration

  package init(_ duration: Duration) { self.duration = duration }

  package init?(argument: String) {
    guard let duration = try? Duration(goDuration: argument), duration >= .zero else { return nil }
    self.duration = duration
  }

  package var defaultValueDescription: String { duration.goDescription }
}

/// Where a server listens: `host:port`, `:port` for all interfaces, or `port` for loopback; port 0 lets the system choose.
package struct ListenAddress: Sendable, Hashable, ExpressibleByArgument, CustomStringConvertible {
  package var host: String
  package var port: Int

  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  package init?(argument: String) {
    let colon = argument.lastIndex(of: ":")
    let portText = colon.map { argument[argument.index(after: $0)...] } ?? argument[...]
    guard let port = UInt16(portText) else { return nil }
    var host = colon.map { String(argument[..<$0]) } ?? "127.0.0.1"
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    self.init(host: host.isEmpty ? "0.0.0.0" : host, port: Int(port))
  }

  package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
