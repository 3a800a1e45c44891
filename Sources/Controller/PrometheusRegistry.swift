package import CoreMetrics
import Synchronization

/// Keeps the daemon's numbers and writes them in Prometheus' text format.
package final class PrometheusRegistry: Sendable {
  /// A number that is looked up when somebody asks, instead of being kept.
  package struct Sample: Sendable {
    package var label: String
    package var dimensions: [(String, String)]
    package var value: Double

    package init(_ label: String, _ dimensions: [(String, String)] = [], _ value: Double) {
      self.label = label
      self.dimensions = dimensions
      self.value = value
    }
  }

  private struct State {
    var series: [String: [String: MetricSeries]] = [:]
    var collectors: [@Sendable () async -> [Sample]] = []
  }

  private let state = Mutex(State())

  package init() {}

  /// Asks `collect` for gauges whenever the metrics are read.
  package func addCollector(_ collect: @escaping @Sendable () async -> [Sample]) {
    state.withLock { $0.collectors.append(collect) }
  }

  /// All metrics as text, sorted by name.
  package func text() async -> String {
    var families = state.withLock { $0.series.mapValues { $0.mapValues { $0.lines() } } }
    var kinds = state.withLock { $0.series.compactMapValues { $0.values.first?.kind } }
    for collect in state.withLock(\.collectors) {
      for sample in await collect() {
        let labels = MetricSeries.labels(sample.dimensions)
        families[sample.label, default: [:]][labels] = [
          "\(sample.label)\(labels) \(MetricSeries.number(sample.value))"
        ]
        if kinds[sample.label] == nil { kinds[sample.label] = .gauge }
      }
    }
    var text = ""
    for (label, family) in families.sorted(by: { $0.key < $1.key }) {
      text += "# HELP \(label) \(MetricCatalog.help(label))\n"
      text += "# TYPE \(label) \((kinds[label] ?? .gauge).rawValue)\n"
      for lines in family.sorted(by: { $0.key < $1.key }) {
        for line in lines.value { text += line + "\n" }
      }
    }
    return text
  }

  private func series(
    _ label: String, _ dimensions: [(String, String)], _ kind: MetricSeries.Kind
  ) -> MetricSeries {
    let labels = MetricSeries.labels(dimensions)
    return state.withLock { state in
      if let present = state.series[label]?[labels] { return present }
      let new = MetricSeries(label: label, dimensions: dimensions, kind: kind)
      state.series[label, default: [:]][labels] = new
      return new
    }
  }

  private func remove(_ handler: AnyObject) {
    guard let gone = handler as? MetricSeries else { return }
    state.withLock { $0.series[gone.label]?[MetricSeries.labels(gone.dimensions)] = nil }
  }
}

extension PrometheusRegistry: MetricsFactory {
  package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    series(label, dimensions, .counter)
  }
  package func makeFloatingPointCounter(
    label: String, dimensions: [(String, String)]
  ) -> any FloatingPointCounterHandler {
    series(label, dimensions, .counter)
  }
  package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    series(label, dimensions, .gauge)
  }
  package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    series(label, dimensions, aggregate ? .histogram : .gauge)
  }
  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    series(label, dimensions, .histogram)
  }
  package func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
  package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }
  package func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
  package func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
  package func destroyTimer(_ handler: any TimerHandler) { remove(handler) }
}
