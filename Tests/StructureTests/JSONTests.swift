import Structure
import Testing

@Suite("JSON")
struct JSONTests {
  @Test(
    "reads values",
    arguments: [
      (" null ", .null), ("true", true), ("-0", 0), ("1", 1), ("1.0", .double(1)), ("1e2", .double(100)),
      ("9223372036854775808", .uint(9_223_372_036_854_775_808)),
      ("18446744073709551616", .double(18446744073709551616)),
      ("\"\\ud83d\\ude00\\u00e9\\n\\/\"", "\u{1F600}é\n/"), ("\"\\ud83d\"", "\u{FFFD}"), ("\"\\ude00x\"", "\u{FFFD}x"),
      ("{\"a\":1,\"a\":2}", ["a": 2]), ("[ ]", []), ("{ }", [:]), ("[1,[2,{\"x\":\"\"}]]", [1, [2, ["x": ""]]]),
    ] as [(String, Value)])
  func reads(text: String, expected: Value) throws { #expect(try JSON.parse(text) == expected) }

  @Test(
    "refuses what is no JSON and says where",
    arguments: [
      ("", "1:1"), ("01", "1:1"), ("+1", "1:1"), ("1.", "1:3"), (".5", "1:1"), ("1e", "1:3"), ("-", "1:1"),
      ("1e999", "1:1"),
      ("[1,]", "1:4"), ("{\"a\":1,}", "1:8"), ("{a:1}", "1:2"), ("{\"a\" 1}", "1:6"), ("[1 2]", "1:4"), ("nul", "1:1"),
      ("NaN", "1:1"), ("\"a", "1:3"), ("\"\\x\"", "1:2"), ("\"\n\"", "1:2"), ("1 2", "1:3"), ("[\n \"é\" x]", "2:6"),
      ("\"\\u12\"", "1:2"),
    ])
  func refuses(text: String, position: String) {
    let error = #expect(throws: SyntaxError.self) { try JSON.parse(text) }
    #expect(error?.position?.description == position, "\(error?.description ?? "")")
  }

  @Test("replaces bytes that are no UTF-8")
  func invalidUTF8() throws {
    #expect(try JSON.parse([0x22, 0x61, 0xFF, 0x22]) == "a\u{FFFD}")
  }

  @Test("bounds the depth")
  func depth() {
    #expect(throws: SyntaxError.self) { try JSON.parse(String(repeating: "[", count: 1001)) }
    #expect(throws: Never.self) {
      try JSON.parse(String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000))
    }
  }

  @Test("survives random bytes")
  func randomBytes() {
    var random = RandomDocument(seed: 3)
    let alphabet = Array("{}[]\",:0123456789.eE+-truefalsn\\u d\n".utf8)
    for _ in 0..<5000 {
      let bytes = (0..<random.below(24)).map { _ in alphabet[random.below(alphabet.count)] }
      guard let value = try? JSON.parse(bytes) else { continue }
      #expect((try? JSON.parse(JSON.bytes(value)))?.isNumericallyEqual(to: value) == true)
    }
  }

  @Test(
    "writes numbers as Go's encoding/json does",
    arguments: [
      (1, "1"), (1.5, "1.5"), (1e20, "100000000000000000000"), (1e21, "1e+21"), (1e-6, "0.000001"), (1e-7, "1e-7"),
      (1.25e-10, "1.25e-10"), (-0.0, "-0"), (123456789.125, "123456789.125"), (.leastNonzeroMagnitude, "5e-324"),
      (1e100, "1e+100"),
    ])
  func numbers(number: Double, expected: String) { #expect(JSON.text(.double(number)) == expected) }

  @Test("escapes as Go does")
  func escapes() {
    let text: Value = "<a href=\"x\">&\\ \u{1}\u{8}\u{C}\n\r\t\u{7F}\u{2028}\u{2029}é\u{1F600}"
    let tail = "\\u0001\\b\\f\\n\\r\\t\u{7F}\\u2028\\u2029é\u{1F600}\""
    #expect(JSON.text(text) == "\"<a href=\\\"x\\\">&\\\\ " + tail)
    #expect(JSON.text(text, escapeHTML: true) == "\"\\u003ca href=\\\"x\\\"\\u003e\\u0026\\\\ " + tail)
  }

  @Test("sorts keys by bytes, or leaves their order")
  func order() {
    let value: Value = ["b": 1, "a10": [:], "a2": [], "é": .null, "B": true]
    #expect(JSON.text(value) == "{\"B\":true,\"a10\":{},\"a2\":[],\"b\":1,\"é\":null}")
    #expect(JSON.text(value, sortedKeys: false) == "{\"b\":1,\"a10\":{},\"a2\":[],\"é\":null,\"B\":true}")
    #expect(
      JSON.pretty(["a": [1, [:], []], "b": ["c": 2]])
        == "{\n  \"a\": [\n    1,\n    {},\n    []\n  ],\n  \"b\": {\n    \"c\": 2\n  }\n}")
  }

  @Test("escapes a byte wherever it stands among others", arguments: Array(0..<40) + [4090, 4095, 4096, 4097, 9000])
  func escapesAnywhere(offset: Int) {
    let escapes = [
      ("\"", "\\\""), ("\\", "\\\\"), ("\n", "\\n"), ("\u{1}", "\\u0001"), ("\u{1F}", "\\u001f"), ("<", "\\u003c"),
      ("\u{2028}", "\\u2028"), ("\u{2029}", "\\u2029"), ("\u{2027}", "\u{2027}"), ("é", "é"), (" ", " "), ("!", "!"),
    ]
    let before = String(repeating: "ab\u{80}", count: offset / 4) + String(repeating: "x", count: offset % 4)
    for (text, escape) in escapes {
      for after in ["", "y", "\n", "0123456789\t"] {
        let end = after.replacing("\n", with: "\\n").replacing("\t", with: "\\t")
        let written = JSON.bytes(.string(before + text + after), escapeHTML: true)
        #expect(String(decoding: written, as: UTF8.self) == "\"\(before)\(escape)\(end)\"")
      }
    }
    let newlines = JSON.bytes(.string(String(repeating: "\u{1}", count: offset)))
    #expect(newlines.count == 2 + 6 * offset)
  }
}
