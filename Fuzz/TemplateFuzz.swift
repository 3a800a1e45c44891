import Structure
import Template

/// Parses any text as a template and, when it is one, executes it within small bounds.
enum TemplateFuzz {
  static func run(_ bytes: [UInt8]) {
    var set = TemplateSet(functions: HelmFunctions.table)
    guard (try? set.parse(bytes, name: "t")) != nil else { return }
    let data: Value = ["a": 1, "b": ["c": [1, "x", .null, true]], "text": "täxt\n", "none": .null]
    var options = ExecutionOptions(missingKey: .zero)
    options.limits = .init(text: 1 << 18, steps: 20_000, depth: 100, elements: 10_000, work: 1 << 22)
    _ = try? Execution(set, options: options).execute("t", GoValue(data))
  }
}
