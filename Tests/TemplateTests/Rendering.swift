import Template

/// Executes a text as Go's text/template would, with its own functions only.
func render(
  _ text: String, _ data: GoValue = .none, missingKey: ExecutionOptions.MissingKey = .invalid,
  limits: ExecutionOptions.Limits = .init()
) throws -> String {
  var set = TemplateSet(functions: Builtins.table)
  try set.parse(Array(text.utf8), name: "t")
  let execution = Execution(set, options: ExecutionOptions(missingKey: missingKey, limits: limits))
  return String(decoding: try execution.execute("t", data), as: UTF8.self)
}

/// Executes a text as a chart's template, with the values given as JSON.
func renderChart(
  _ text: String, values: String = "{}", limits: ExecutionOptions.Limits = .init(),
  clock: @escaping @Sendable () -> GoInstant = { GoInstant(seconds: 1_700_000_000) }
) throws -> String {
  var set = TemplateSet(functions: HelmFunctions.table)
  try set.parse(Array(text.utf8), name: "c/templates/t.yaml")
  guard case .map(let map) = try JSONReader.read(Array(values.utf8)) else { return "values are no object" }
  let root = ChartContext.root(
    chart: "c", version: "0.1.0", release: "demo", namespace: "ns", values: map, template: "c/templates/t.yaml")
  let execution = Execution(set, options: ExecutionOptions(missingKey: .zero, limits: limits, clock: clock))
  return String(decoding: try execution.execute("c/templates/t.yaml", root), as: UTF8.self)
}

/// The message of the error that an expression ends with, or what it gave instead.
func message<T>(of body: () throws -> T) -> String {
  do {
    return "no error but \(try body())"
  } catch {
    return "\(error)"
  }
}

/// Data from JSON.
func data(_ json: String) throws -> GoValue { try JSONReader.read(Array(json.utf8)) }
