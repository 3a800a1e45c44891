import Template
import TestRandomness
import Testing

@Suite("Templates that mean no good")
struct LimitTests {
  @Test("Endless recursion ends with an error")
  func recursion() {
    #expect(message { try render("{{define \"a\"}}{{template \"a\"}}{{end}}{{template \"a\"}}") }.contains("depth"))
    let included = "{{define \"a\"}}{{include \"a\" .}}{{end}}{{include \"a\" .}}"
    let found = message { try renderChart(included) }
    #expect(found.contains("nested reference name") || found.contains("depth"))
    #expect(
      message {
        try renderChart(
          "{{ define \"b\" }}{{ tpl .t . }}{{ end }}{{ tpl \"{{ tpl .t . }}\" (dict \"t\" \"{{ tpl .t . }}\") }}")
      }.contains("depth"))
  }

  @Test(
    "Texts and lists that would be too large are refused before they are made",
    arguments: [
      "{{ repeat 999999999 \"xxxxxxxxxxxxxxxx\" }}", "{{ until 999999999 }}", "{{ untilStep 0 999999999999 1 }}",
      "{{ indent 999999999 \"a\\nb\" }}", "{{ randAlpha 999999999 }}", "{{ seq 0 999999999 }}",
      "{{ $x := \"0123456789\" }}{{ range until 64 }}{{ $x = cat $x $x }}{{ end }}",
      "{{ $l := list 1 }}{{ range until 64 }}{{ $l = concat $l $l }}{{ end }}",
      "{{ $x := repeat 1000 \"a\" }}{{ range until 64 }}{{ $x = replace \"a\" $x $x }}{{ end }}",
    ])
  func sizes(_ text: String) {
    let found = message { try renderChart(text) }
    #expect(found.contains("larger than the limit") || found.contains("longer than the limit"))
  }

  @Test("Output and steps are bounded as they are set")
  func bounds() {
    let limits = ExecutionOptions.Limits(text: 1000, steps: 5000)
    #expect(message { try render("{{range 2000}}xxxxx{{end}}", limits: limits) }.contains("limit of 1000 bytes"))
    #expect(message { try render("{{range 9999999}}{{end}}", limits: limits) }.contains("limit of 5000 steps"))
  }

  @Test("Deeply nested texts are refused or parsed, and never end the process")
  func depth() {
    for count in [10, 1000, 100_000] {
      let parentheses = "{{" + String(repeating: "(", count: count) + "1" + String(repeating: ")", count: count) + "}}"
      let found = message { try render(parentheses) }
      #expect(found == "no error but 1" || found.contains("max expression depth exceeded"))
      let branches = String(repeating: "{{if 1}}", count: count) + "x" + String(repeating: "{{end}}", count: count)
      let answer = message { try render(branches) }
      #expect(answer == "no error but x" || answer.contains("depth exceeded") || answer.contains("nest too deeply"))
    }
  }

  @Test("Random bytes between delimiters are parsed or refused")
  func randomTexts() {
    var generator = SeededGenerator(seed: 42)
    let pieces = [
      "{{", "}}", "{{-", "-}}", " ", "if", "range", "end", "else", "define", "\"a\"", "`", "\"", "'", "$x", ":=", "=",
      "|",
      "(", ")", ".", ".a", "1", "0x", "1e", "/*", "*/", "\n", "template", "block", "with", "break", "\u{0}", "é", "nil",
      ",",
    ]
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 1...25, using: &generator)).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      }.joined()
      let limits = ExecutionOptions.Limits(text: 10_000, steps: 10_000, depth: 50)
      let found = message { try render(text, .none, limits: limits) }
      #expect(found.hasPrefix("no error but") || found.hasPrefix("template: "))
    }
  }
}
