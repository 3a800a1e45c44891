import Template
import Testing

@Suite("Sets of templates")
struct TemplateSetTests {
  @Test("texts that were prepared side by side are the same as texts that are parsed in turn")
  func prepared() throws {
    var texts = (0..<40).map { (text: Array("{{/* \($0) */}}{{ .x }}\($0)".utf8), name: "t\($0)") }
    // Equal texts under several names, as libraries that many dependencies bring along.
    for number in [7, 8, 30] {
      texts[number].text = Array("{{ define \"shared\" }}{{ .x }}!{{ end }}\n{{ index .x 9 }}".utf8)
    }
    texts[20].text = Array("a\n{{ if }}".utf8)
    var prepared = TemplateSet(functions: Builtins.table)
    let hashes = prepared.prepare(texts)
    #expect(prepared.names.isEmpty)
    var plain = TemplateSet(functions: Builtins.table)
    for ((text, name), hash) in zip(texts, hashes) {
      let expected = message { try plain.parse(text, name: name) }
      #expect(message { try prepared.parse(text, name: name, hash: hash) } == expected)
      #expect(expected.hasPrefix("template: t20:2:") == (name == "t20"))
    }
    #expect(prepared.names == plain.names)
    let data = try data(#"{"x": "v"}"#)
    for name in plain.names {
      let expected = message { try Execution(plain, options: ExecutionOptions()).execute(name, data) }
      #expect(message { try Execution(prepared, options: ExecutionOptions()).execute(name, data) } == expected)
    }
  }
}
