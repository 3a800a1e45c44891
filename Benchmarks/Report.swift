/// How a figure is printed.
enum Report {
  /// One aligned line: name, value and unit, budget, comparison.
  static func line(_ measurement: Measurement) -> String {
    let mark = measurement.isWithinBudget ? " " : "!"
    let value = "\(number(measurement.value)) \(measurement.unit)"
    return
      "\(mark) \(padded(measurement.name, 44)) \(padded(value, 14, left: true))  \(padded(budget(measurement), 18))"
      + measurement.comparison
  }

  /// Three significant figures are enough for a reader: 0.0123, 1.23, 12.3, 123.
  static func number(_ value: Double) -> String {
    let digits = abs(value) >= 100 ? 0 : abs(value) >= 10 ? 1 : abs(value) >= 1 ? 2 : 4
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return digits == 0 ? "\(Int(rounded))" : "\(rounded)"
  }

  private static func budget(_ measurement: Measurement) -> String {
    switch measurement.budget {
    case .atMost(let limit): "(at most \(number(limit)))"
    case .atLeast(let limit): "(at least \(number(limit)))"
    case .none: ""
    }
  }

  private static func padded(_ text: String, _ width: Int, left: Bool = false) -> String {
    let fill = String(repeating: " ", count: max(0, width - text.count))
    return left ? fill + text : text + fill
  }
}
