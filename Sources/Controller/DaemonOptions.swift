package import ArgumentParser
package import Logging

/// The flags that every daemon has.
package struct DaemonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The store: one file that all daemons and commands share.", valueName: "file"))
  package var store: String = StoreLocation.standard

  @Option(help: ArgumentHelp("How many objects of a kind are reconciled at the same time.", valueName: "number"))
  package var concurrent: Int = 4

  @Option(help: "How log lines are written: text or json.")
  package var logFormat: LogFormat = .text

  @Option(help: "The least important lines to log: trace, debug, info, notice, warning, error or critical.")
  package var logLevel: LogLevel = .info

  @Option(help: ArgumentHelp("Where to serve /metrics; not served without it.", valueName: "host:port"))
  package var metricsAddress: ListenAddress?

  @Option(help: ArgumentHelp("Where to serve /healthz and /readyz; not served without it.", valueName: "host:port"))
  package var healthAddress: ListenAddress?

  @Option(
    help: ArgumentHelp("How long running work may take to finish after SIGTERM, such as 30s.", valueName: "duration"))
  package var gracePeriod: GracePeriod = GracePeriod(.seconds(20))

  package init() {}

  package func validate() throws {
    guard concurrent >= 1, concurrent <= 1000 else {
      throw ValidationError("--concurrent: \(concurrent) is out of range; give a number from 1 to 1000")
    }
  }
}

/// How log lines are written.
package enum LogFormat: String, Sendable, CaseIterable, ExpressibleByArgument {
  /// For people.
  case text
  /// One JSON object a line, with Flux's field names.
  case json
}

/// The value of `--log-level`.
package enum LogLevel: String, Sendable, CaseIterable, ExpressibleByArgument {
  case trace, debug, info, notice, warning, error, critical

  package var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .info }
}
