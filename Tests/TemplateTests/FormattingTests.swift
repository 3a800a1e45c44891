import Template
import Testing

@Suite("Go's fmt verbs")
struct FormattingTests {
  @Test(
    "Verbs, flags and widths print as in Go",
    arguments: [
      (#"printf "%5d|%-5d|%05d|%+d" 42 42 42 42"#, "   42|42   |00042|+42"),
      (#"printf "%x %X %#x %o %b %c %U" 255 255 255 8 5 65 8364"#, "ff FF 0xff 10 101 A U+20AC"),
      (#"printf "%6.2f|%e|%g|%G" 3.14159 1500.0 1e21 1e-7"#, "  3.14|1.500000e+03|1e+21|1E-07"),
      (#"printf "%q %x % x %s" "hi" "hi" "hi" "é""#, #""hi" 6869 68 69 é"#),
      (#"printf "%t %v %T" true nil 1.5"#, "true <nil> float64"),
      (#"printf "%d" "a""#, "%!d(string=a)"),
      (#"printf "%d""#, "%!d(MISSING)"),
      (#"printf "x" 1"#, "x%!(EXTRA int=1)"),
      (#"printf "%[2]d %[1]d" 1 2"#, "2 1"),
      (#"printf "%*d|%.*f" 4 7 1 2.55"#, "   7|2.5"),
      (#"print 1 2 "a" "b" 3"#, "1 2ab3"),
      (#"println "a" 1"#, "a 1\n"),
      ("1000000.0", "1e+06"), ("123456.0", "123456"), ("0.00001", "1e-05"),
    ])
  func verbs(_ expression: String, _ expected: String) throws {
    #expect(try render("{{\(expression)}}") == expected)
  }

  @Test("Maps and lists print sorted and nested")
  func nested() throws {
    let values = try data(#"{"b": [1, null, "x"], "a": {"z": true}}"#)
    #expect(try render("{{.}}", values) == "map[a:map[z:true] b:[1 <nil> x]]")
    #expect(
      try render("{{printf \"%#v\" .}}", values)
        == #"map[string]interface {}{"a":map[string]interface {}{"z":true}, "b":[]interface {}{1, interface {}(nil), "x"}}"#
    )
  }
}
