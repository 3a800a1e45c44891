import ArgumentParser
import Controller
import Logging
import Testing

@Suite("The flags of a daemon")
struct DaemonOptionsTests {
  @Test("have defaults that let several daemons run on one machine")
  func defaults() throws {
    let options = try DaemonOptions.parse([])
    #expect(options.concurrent == 4)
    #expect(options.logFormat == .text)
    #expect(options.logLevel == .info)
    #expect(options.metricsAddress == nil)
    #expect(options.healthAddress == nil)
    #expect(options.gracePeriod.duration == .seconds(20))
  }

  @Test("are read")
  func reading() throws {
    let options = try DaemonOptions.parse([
      "--store", "/tmp/x.db", "--concurrent", "8", "--log-format", "json", "--log-level", "debug",
      "--metrics-address", ":9090", "--health-address", "[::1]:8080", "--grace-period", "1m30s",
    ])
    #expect(options.store == "/tmp/x.db")
    #expect(options.concurrent == 8)
    #expect(options.logFormat == .json)
    #expect(options.logLevel.level == .debug)
    #expect(options.metricsAddress == ListenAddress(host: "0.0.0.0", port: 9090))
    #expect(options.healthAddress == ListenAddress(host: "::1", port: 8080))
    #expect(options.gracePeriod.duration == .seconds(90))
  }

  @Test(
    "are refused when they make no sense",
    arguments: [
      ["--concurrent", "0"], ["--log-level", "loud"], ["--log-format", "xml"], ["--grace-period", "5x"],
      ["--grace-period", "-5s"], ["--metrics-address", "host:70000"],
    ])
  func refusing(arguments: [String]) { #expect(throws: (any Error).self) { try DaemonOptions.parse(arguments) } }

  @Test(
    "find the store by environment",
    arguments: [
      (["MARTLET_STORE": "/x/s.db", "HOME": "/home/me"], "/x/s.db"),
      (["XDG_DATA_HOME": "/data", "HOME": "/home/me"], "/data/martlet/store.db"),
      (["HOME": "/home/me", "MARTLET_STORE": ""], "/home/me/.local/share/martlet/store.db"),
      ([:], "/var/lib/martlet/store.db"),
    ])
  func storeLocation(environment: [String: String], path: String) {
    #expect(StoreLocation.path { environment[$0] } == path)
  }
}
