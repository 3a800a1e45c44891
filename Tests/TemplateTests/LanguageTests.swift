import Template
import Testing

@Suite("The template language")
struct LanguageTests {
  @Test(
    "Statements, variables and scopes do what Go does",
    arguments: [
      ("{{range $i, $e := .l}}{{$i}}={{$e}};{{end}}", "0=a;1=b;2=c;"),
      ("{{range .none}}x{{else}}empty{{end}}", "empty"),
      ("{{range 3}}{{.}}{{end}}", "012"),
      ("{{range $k, $v := .m}}{{$k}}{{$v}} {{end}}", "x1 y2 "),
      ("{{range .l}}{{if eq . \"b\"}}{{continue}}{{end}}{{.}}{{end}}", "ac"),
      ("{{range .l}}{{if eq . \"b\"}}{{break}}{{end}}{{.}}{{end}}", "a"),
      ("{{with .m}}{{.x}}{{else}}none{{end}}", "1"),
      ("{{with .none}}a{{else with .m}}{{.y}}{{else}}c{{end}}", "2"),
      ("{{if .none}}a{{else if .l}}b{{else}}c{{end}}", "b"),
      ("{{$x := 1}}{{if true}}{{$x = 2}}{{$x := 3}}{{end}}{{$x}}", "2"),
      ("{{define \"a\"}}<{{.}}>{{end}}{{template \"a\" .m.x}}", "<1>"),
      ("{{block \"b\" .m}}{{.y}}{{end}}", "2"),
      ("a {{- 1 -}} \n b", "a1b"),
      ("a{{/* nothing */ -}}  b", "ab"),
      ("{{(index .l 1) | printf \"%s-%s\" \"z\"}}", "z-b"),
      ("{{(.m).x}}{{$.m.y}}", "12"),
      ("{{and 1 0 (index .l 99)}}", "0"),
    ])
  func statements(_ text: String, _ expected: String) throws {
    let values = try data(#"{"l": ["a", "b", "c"], "m": {"x": 1, "y": 2}}"#)
    #expect(try render(text, values) == expected)
  }

  @Test(
    "Literals of all kinds are read",
    arguments: [
      ("{{0x1F}}", "31"), ("{{0b101}}", "5"), ("{{0o17}}", "15"), ("{{017}}", "15"), ("{{1_000}}", "1000"),
      ("{{'a'}}", "97"), ("{{1e3}}", "1000"), ("{{0x1p4}}", "16"), ("{{1i}}", "(0+1i)"), ("{{1+2i}}", "(1+2i)"),
      (#"{{"\u00e9\n" | printf "%q"}}"#, #""é\n""#), ("{{`a\\n`}}", "a\\n"), ("{{1.50}}", "1.5"), ("{{true}}", "true"),
    ])
  func literals(_ text: String, _ expected: String) throws {
    #expect(try render(text) == expected)
  }

  @Test("What is missing is nothing, a zero value or an error, as it was asked for")
  func missingKeys() throws {
    let values = try data(#"{"m": {}}"#)
    #expect(try render("{{.m.x}}", values) == "<no value>")
    #expect(try render("{{.m.x.y}}", values) == "<no value>")
    #expect(
      message { try render("{{.m.x.y}}", values, missingKey: .zero) }
        == "template: t:1:4: executing \"t\" at <.m.x.y>: nil pointer evaluating interface {}.y")
    #expect(
      message { try render("{{.m.x}}", values, missingKey: .error) }
        == "template: t:1:4: executing \"t\" at <.m.x>: map has no entry for key \"x\"")
  }

  @Test("A text that is not UTF-8 comes out as it went in")
  func malformedText() throws {
    var set = TemplateSet(functions: Builtins.table)
    try set.parse([0xFF, 0x7B, 0x7B] + Array("printf \"%c\" 233}}".utf8), name: "t")
    #expect(try Execution(set).execute("t", .none) == [0xFF, 0xC3, 0xA9])
  }

  @Test("A blank definition does not replace another one")
  func blankDefinitions() throws {
    var set = TemplateSet(functions: Builtins.table)
    try set.parse(Array("{{define \"a\"}}first{{end}}".utf8), name: "one")
    try set.parse(Array("{{define \"a\"}} {{/* */}} {{end}}{{template \"a\"}}".utf8), name: "two")
    #expect(String(decoding: try Execution(set).execute("two", .none), as: UTF8.self) == "first")
  }
}
