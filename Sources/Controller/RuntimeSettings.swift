package import CoreMetrics
package import Store

/// What the runtime does the same for all kinds of a daemon.
package struct RuntimeSettings: Sendable {
  /// Who reports events, such as `source-controller`.
  package var controllerName = "martlet"
  /// How many objects of a kind are reconciled at the same time.
  package var concurrent = 4
  /// How long running reconciles may take to end after a shutdown was asked for; then they are cancelled.
  package var gracePeriod = Duration.seconds(20)
  /// The first wait after a failure; it doubles with each further one.
  package var backoffBase = Duration.milliseconds(750)
  package var backoffLimit = Duration.seconds(15 * 60)
  /// How long a lease holds without renewal. One whose holder has died on this machine is taken over at once.
  package var leaseDuration = Duration.seconds(60)
  package var leaseRenewal = Duration.seconds(20)
  /// How often somebody who waits for a lease looks whether its holder is still alive.
  package var leaseRetry = Duration.seconds(2)
  /// Who this process is in leases.
  package var holder = LeaseHolder.current()
  package var time: any TimeSource = SystemTime()
  package var jitter = Jitter()
  /// Where numbers go; nowhere by default.
  package var metrics: any MetricsFactory = NOOPMetricsHandler.instance

  package init() {}
}
