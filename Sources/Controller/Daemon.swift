import Glibc
import Kube
package import Logging
package import ServiceLifecycle
package import Store
import UnixSignals

/// What a daemon builds its reconcilers with.
package struct DaemonContext: Sendable {
  /// Such as `source-controller`; also the reporter of its events.
  package let name: String
  package let options: DaemonOptions
  package let store: Store
  package let log: Logger
  /// Metrics of its own go here.
  package let metrics: PrometheusRegistry
}

/// What a daemon runs.
package struct DaemonParts: Sendable {
  package var reconcilers: [any Reconciler]
  /// Work beside the reconcilers; ends on a graceful shutdown, after them.
  package var services: [any Service]

  package init(reconcilers: [any Reconciler], services: [any Service] = []) {
    self.reconcilers = reconcilers
    self.services = services
  }
}

/// Runs a daemon until SIGTERM or SIGINT: opens the store, reconciles, serves metrics and health where asked to.
///
/// - Parameters:
///   - name: The executable's name.
///   - makeParts: Builds what it runs, once the store is open.
/// - Throws: What keeps it from starting, in words for the person who started it.
package func runDaemon(
  name: String, options: DaemonOptions, makeParts: @Sendable (DaemonContext) async throws -> DaemonParts
) async throws {
  signal(SIGPIPE, SIG_IGN)  // a peer that hangs up is an error of one call, not the end of the process
  let log = makeLog(name: name, options: options)
  if Supervision.isActive { Supervision.followSupervisor(log: log) }
  let store = try Store.open(at: options.store)
  let registry = PrometheusRegistry()
  let context = DaemonContext(name: name, options: options, store: store, log: log, metrics: registry)
  let parts = try await makeParts(context)

  var settings = RuntimeSettings()
  settings.controllerName = name
  settings.concurrent = options.concurrent
  settings.gracePeriod = options.gracePeriod.duration
  // Nobody reads the numbers of a daemon without an address, so it need not keep any.
  if options.metricsAddress != nil { settings.metrics = registry }
  let runtime = ControllerRuntime(store: store, reconcilers: parts.reconcilers, settings: settings, log: log)
  registry.observe(runtime)
  registry.observe(parts.reconcilers.map(\.kind), in: store)
  registry.observeProcess()

  // The group stops its services from the last to the first: the reconcilers end before what they may need.
  var services = endpoints(options, runtime: runtime, registry: registry, store: store, log: log) as [any Service]
  services += parts.services
  services.append(runtime)
  var configuration = ServiceGroupConfiguration(
    services: services.map { service in
      .init(
        service: service,
        // A part that has nothing more to do is no reason to stop the others.
        successTerminationBehavior: service is ControllerRuntime && parts.services.isEmpty
          ? .gracefullyShutdownGroup : .ignore,
        failureTerminationBehavior: .gracefullyShutdownGroup)
    },
    gracefulShutdownSignals: [.sigterm, .sigint], logger: quietened(log))
  configuration.maximumGracefulShutdownDuration = options.gracePeriod.duration + .seconds(5)
  log.info(
    "started",
    metadata: ["store": "\(options.store)", "kinds": .array(parts.reconcilers.map { "\($0.kind.kind)" })])
  do {
    try await ServiceGroup(configuration: configuration).run()
  } catch {
    try? await store.closeWithoutBlocking()
    throw error
  }
  try await store.closeWithoutBlocking()
  log.info("stopped")
}

private func makeLog(name: String, options: DaemonOptions) -> Logger {
  let level = options.logLevel.level
  switch options.logFormat {
  case .json: return Logger(label: name) { _ in JSONLogHandler(level: level, output: .standardError) }
  case .text:
    let usesColor = isatty(STDERR_FILENO) == 1 && getenv("NO_COLOR") == nil
    return Logger(label: name) { _ in TextLogHandler(level: level, output: .standardError, usesColor: usesColor) }
  }
}

/// For libraries whose every step is no news to an operator.
private func quietened(_ log: Logger) -> Logger {
  var log = log
  log.logLevel = max(log.logLevel, .error)
  return log
}

/// One server for each address, answering what was asked to be served there.
private func endpoints(
  _ options: DaemonOptions, runtime: ControllerRuntime, registry: PrometheusRegistry, store: Store, log: Logger
) -> [EndpointServer] {
  var answers: [ListenAddress: EndpointServer.Answers] = [:]
  if let address = options.metricsAddress {
    answers[address, default: .init()].metrics = { await registry.text() }
  }
  if let address = options.healthAddress {
    answers[address, default: .init()].health = {
      do {
        _ = try await store.read { try $0.version }
        return nil
      } catch {
        return "\(error)"
      }
    }
    answers[address, default: .init()].readiness = {
      runtime.isReady ? nil : "the objects have not been listed yet"
    }
  }
  return answers.map { EndpointServer(address: $0.key, answers: $0.value, log: log) }
}
