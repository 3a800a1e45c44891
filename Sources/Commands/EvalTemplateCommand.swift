import ArgumentParser
import Glibc
import Template

/// `martlet eval-template`: a template a line, for conformance tests and scripts.
struct EvalTemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval-template",
    abstract: "Execute Go templates, one a line.",
    discussion: """
      Reads a JSON object a line from standard input, with the members mode ("go" or "helm"), template, and data or
      values. Answers a line each: {"output": TEXT} or {"error": TEXT}.
      """,
    shouldDisplay: false)

  func run() throws {
    while let line = readLine(strippingNewline: true) {
      guard !line.isEmpty else { continue }
      try write(TemplateBatch.answer(Array(line.utf8)) + [UInt8(ascii: "\n")])
    }
  }

  private func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      guard count > 0 else { throw ExitCode.failure }
      rest = rest.dropFirst(count)
    }
  }
}
