/// Answers the requests of `martlet eval-template`: one template a line, in the form of the conformance corpora.
package enum TemplateBatch {
  /// The answer to one line of JSON, without a line break: `{"output": …}` or `{"error": …}`.
  package static func answer(_ line: [UInt8]) -> [UInt8] {
    let result = GoMap()
    do {
      result["output"] = .string(try evaluate(line))
    } catch {
      result["error"] = .string("\(error)")
    }
    return (try? JSONWriter.write(.map(result), .init(escapesHTML: false))) ?? Array("{}".utf8)
  }

  private static func evaluate(_ line: [UInt8]) throws -> [UInt8] {
    guard case .map(let head) = try JSONReader.read(line) else {
      throw FunctionError("expected a JSON object with the members mode and template")
    }
    let integers = head["types"]?.string == "int64"
    guard case .map(let request) = integers ? try JSONReader.read(line, integers: true) : .map(head),
      let template = request["template"]?.string
    else { throw FunctionError("the member template must be a text") }
    if request["mode"]?.string == "helm" {
      guard case .map(let values) = request["values"] ?? .map(GoMap()) else {
        throw FunctionError("the member values must be an object")
      }
      return try chartTemplate(template.bytes, values)
    }
    var set = TemplateSet(functions: Builtins.table)
    try set.parse(template.bytes, name: "t")
    let missingKey = request["missingkey"]?.string.flatMap { ExecutionOptions.MissingKey(rawValue: $0.text) }
    let execution = Execution(set, options: ExecutionOptions(missingKey: missingKey ?? .invalid))
    return try execution.execute("t", request["data"] ?? GoValue.none)
  }

  private static func chartTemplate(_ template: [UInt8], _ values: GoMap) throws -> [UInt8] {
    let name = "c/templates/t.yaml"
    var set = TemplateSet(functions: HelmFunctions.table)
    do {
      try set.parse(template, name: name)
    } catch {
      throw FunctionError(HelmMessage.parsing(error, file: name))
    }
    let root = ChartContext.root(
      chart: "c", version: "0.1.0", release: "demo", namespace: "ns", values: values, template: name)
    let execution = Execution(set, options: ExecutionOptions(missingKey: .zero))
    do {
      return ByteString(try execution.execute(name, root)).withoutNoValue.bytes
    } catch let error as TemplateError {
      throw FunctionError(HelmMessage.executing(error, file: name))
    }
  }
}
