import Hummingbird
import Kube
package import Logging
import NIOCore
import ServiceLifecycle

/// Serves `/metrics`, `/healthz` and `/readyz`, on one address or on two.
package struct EndpointServer: Service {
  /// What is asked on the way.
  package struct Answers: Sendable {
    package var metrics: (@Sendable () async -> String)?
    /// What is not well, in words; nil when the daemon is alive.
    package var health: (@Sendable () async -> String?)?
    /// What the daemon is waiting for; nil when it does its work.
    package var readiness: (@Sendable () async -> String?)?

    package init(
      metrics: (@Sendable () async -> String)? = nil, health: (@Sendable () async -> String?)? = nil,
      readiness: (@Sendable () async -> String?)? = nil
    ) {
      self.metrics = metrics
      self.health = health
      self.readiness = readiness
    }
  }

  private let address: ListenAddress
  private let answers: Answers
  private let log: Logger
  private let onListening: @Sendable (Int) -> Void

  /// - Parameter onListening: Told the port, which the system chose when the address has port 0.
  package init(
    address: ListenAddress, answers: Answers, log: Logger, onListening: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.address = address
    self.answers = answers
    self.log = log
    self.onListening = onListening
  }

  package func run() async throws {
    let router = Router()
    if let metrics = answers.metrics { router.get("/metrics") { _, _ in await metrics() } }
    if let health = answers.health { router.get("/healthz") { _, _ in try await Self.verdict(health) } }
    if let readiness = answers.readiness { router.get("/readyz") { _, _ in try await Self.verdict(readiness) } }
    let (log, onListening) = (log, onListening)
    var quiet = log
    quiet.logLevel = .warning
    let application = Application(
      router: router,
      configuration: ApplicationConfiguration(address: .hostname(address.host, port: address.port)),
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? 0
        log.info("serving metrics and health", metadata: ["port": "\(port)"])
        onListening(port)
      },
      logger: quiet)
    do {
      try await application.run()
    } catch let error as IOError {
      throw DaemonError(
        message: "cannot listen on \(address): \(error); choose another address with --metrics-address "
          + "or --health-address")
    }
  }

  private static func verdict(_ ask: @Sendable () async -> String?) async throws -> String {
    guard let problem = await ask() else { return "ok\n" }
    throw HTTPError(.serviceUnavailable, message: problem)
  }
}

/// Why a daemon could not start or go on, for the person who started it.
package struct DaemonError: Error, Sendable, CustomStringConvertible {
  package var message: String
  package init(message: String) { self.message = message }
  package var description: String { message }
}
