import Template
import Testing

@Suite("Errors of templates")
struct ErrorTests {
  @Test(
    "Parse errors name the line and say what is wrong",
    arguments: [
      ("{{if .x}}", "template: t:1: unexpected EOF"),
      ("a\n{{.x", "template: t:2: unclosed action"),
      ("{{nope}}", "template: t:1: function \"nope\" not defined"),
      ("{{$x}}", "template: t:1: undefined variable \"$x\""),
      ("{{end}}", "template: t:1: unexpected {{end}}"),
      ("{{break}}", "template: t:1: {{break}} outside {{range}}"),
      ("{{/* x }}", "template: t:1: unclosed comment"),
      ("{{1a}}", "template: t:1: bad number syntax: \"1a\""),
      (
        "{{define \"a\"}}1{{end}}{{define \"a\"}}2{{end}}",
        "template: t:1: template: multiple definition of template \"a\""
      ),
      ("{{1 | 2}}", "template: t:1: non executable command in pipeline stage 2"),
    ])
  func parsing(_ text: String, _ expected: String) {
    #expect(message { try render(text) } == expected)
  }

  @Test(
    "Execution errors name the place and the expression",
    arguments: [
      (
        "{{index .l 9}}", "template: t:1:2: executing \"t\" at <index .l 9>: error calling index: index out of range: 9"
      ),
      (
        "\n {{lt 1 1.5}}",
        "template: t:2:3: executing \"t\" at <lt 1 1.5>: error calling lt: incompatible types for comparison: int and float64"
      ),
      ("{{len 3}}", "template: t:1:2: executing \"t\" at <len 3>: error calling len: len of type int"),
      ("{{.l.x}}", "template: t:1:4: executing \"t\" at <.l.x>: can't evaluate field x in type interface {}"),
      (
        "{{template \"no\"}}", "template: t:1:11: executing \"t\" at <{{template \"no\"}}>: template \"no\" not defined"
      ),
      ("{{printf 1}}", "template: t:1:9: executing \"t\" at <1>: expected string; found 1"),
    ])
  func executing(_ text: String, _ expected: String) throws {
    let values = try data(#"{"l": [1]}"#)
    #expect(message { try render(text, values) } == expected)
  }

  @Test("Helm's wording shows the way from the outside in")
  func helmWording() throws {
    let text = """
      {{- define "inner" }}{{ .Values.a.b }}{{ end -}}
      {{ include "inner" . }}
      """
    let answer = TemplateBatch.answer(
      Array(#"{"mode": "helm", "template": \#(quoted(text)), "values": {}}"#.utf8))
    let decoded = try data(String(decoding: answer, as: UTF8.self))
    #expect(
      decoded.map?["error"]?.string?.text == """
        c/templates/t.yaml:2:3
          executing "c/templates/t.yaml" at <include "inner" .>:
            error calling include:
        c/templates/t.yaml:1:31
          executing "inner" at <.Values.a.b>:
            nil pointer evaluating interface {}.b
        """)
  }

  @Test("fail and required show their message without the way to it")
  func messages() {
    let fail = TemplateBatch.answer(Array(#"{"mode": "helm", "template": "{{ fail \"no: way\" }}"}"#.utf8))
    #expect(
      String(decoding: fail, as: UTF8.self) == #"{"error":"execution error at (c/templates/t.yaml:1:3): no: way"}"#)
  }

  private func quoted(_ text: String) -> String {
    "\"" + text.map { $0 == "\"" ? "\\\"" : $0 == "\n" ? "\\n" : String($0) }.joined() + "\""
  }
}
