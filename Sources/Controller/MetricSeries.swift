import CoreMetrics
import Synchronization

/// One metric with one set of labels.
final class MetricSeries: Sendable {
  enum Kind: String, Sendable { case counter, gauge, histogram }

  private struct State {
    var value = 0.0
    var count: UInt64 = 0
    var buckets: [UInt64]
  }

  let label: String
  let dimensions: [(String, String)]
  let kind: Kind
  /// The upper limits of a histogram's buckets, in ascending order, without infinity.
  private let limits: [Double]
  private let state: Mutex<State>

  init(label: String, dimensions: [(String, String)], kind: Kind) {
    self.label = label
    self.dimensions = dimensions
    self.kind = kind
    limits = kind == .histogram ? MetricCatalog.limits(label) : []
    state = Mutex(State(buckets: Array(repeating: 0, count: limits.count)))
  }

  private func change(_ body: (inout Double) -> Void) { state.withLock { body(&$0.value) } }

  private func observe(_ value: Double) {
    guard kind == .histogram else { return change { $0 = value } }
    state.withLock { state in
      state.value += value
      state.count += 1
      if let bucket = limits.firstIndex(where: { value <= $0 }) { state.buckets[bucket] += 1 }
    }
  }

  /// The lines of the text format.
  func lines() -> [String] {
    let now = state.withLock(\.self)
    guard kind == .histogram else { return ["\(label)\(Self.labels(dimensions)) \(Self.number(now.value))"] }
    var lines: [String] = []
    var sum: UInt64 = 0
    for (limit, count) in zip(limits, now.buckets) {
      sum += count
      lines.append("\(label)_bucket\(Self.labels(dimensions + [("le", Self.number(limit))])) \(sum)")
    }
    lines.append("\(label)_bucket\(Self.labels(dimensions + [("le", "+Inf")])) \(now.count)")
    lines.append("\(label)_sum\(Self.labels(dimensions)) \(Self.number(now.value))")
    lines.append("\(label)_count\(Self.labels(dimensions)) \(now.count)")
    return lines
  }

  /// `{name="value",…}`, or nothing without labels.
  static func labels(_ dimensions: [(String, String)]) -> String {
    guard !dimensions.isEmpty else { return "" }
    return "{" + dimensions.map { "\($0.0)=\"\(escaped($0.1))\"" }.joined(separator: ",") + "}"
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }

  /// Whole numbers without a point, as Prometheus' own clients write them.
  static func number(_ value: Double) -> String {
    if value == .infinity { return "+Inf" }
    return Int64(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}

extension MetricSeries: CounterHandler, FloatingPointCounterHandler, MeterHandler, RecorderHandler, TimerHandler {
  func increment(by amount: Int64) { change { $0 += Double(amount) } }
  func increment(by amount: Double) { change { $0 += amount } }
  func decrement(by amount: Double) { change { $0 -= amount } }
  func set(_ value: Int64) { change { $0 = Double(value) } }
  func set(_ value: Double) { change { $0 = value } }
  func reset() { change { $0 = 0 } }
  func record(_ value: Int64) { observe(Double(value)) }
  func record(_ value: Double) { observe(value) }
  func recordNanoseconds(_ duration: Int64) { observe(Double(duration) / 1e9) }
}
