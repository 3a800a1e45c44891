import Template
import Testing

@Suite("sprig's and Helm's functions")
struct FunctionTests {
  @Test(
    "Texts",
    arguments: [
      ("snakecase \"HTTPServerName\"", "http_server_name"), ("camelcase \"http_server\"", "HttpServer"),
      ("kebabcase \"FirstName\"", "first-name"), ("trunc -2 \"abc\"", "bc"), ("abbrev 5 \"hello world\"", "he..."),
      ("wrap 5 \"aa bb cc\"", "aa bb\ncc"), ("plural \"one\" \"many\" 2", "many"), ("indent 2 \"a\\nb\"", "  a\n  b"),
      ("quote 1 nil \"a\"", "\"1\" \"a\""), ("squote \"a\"", "'a'"), ("join \"-\" (list 1 \"b\")", "1-b"),
      ("(split \"/\" \"a/b\")._1", "b"), ("title \"hello world\"", "Hello World"), ("b32enc \"ab\"", "MFRA===="),
      ("b64dec \"YWI=\"", "ab"), ("b64dec \"?\"", "illegal base64 data at input byte 0"),
      ("upper \"straße\"", "STRAßE"),
    ])
  func texts(_ expression: String, _ expected: String) throws {
    #expect(try renderChart("{{ \(expression) }}") == expected)
  }

  @Test(
    "Numbers",
    arguments: [
      ("int \"042\"", "34"), ("int \"08\"", "0"), ("int 1e20", "-9223372036854775808"), ("add 1 \"2\" 3.9", "6"),
      ("div 7 2", "3"), ("mod -7 3", "-1"), ("addf 0.1 0.2", "0.3"), ("divf 1 3", "0.3333333333333333"),
      ("round 2.345 2", "2.35"), ("max 1 5 3", "5"), ("seq 3 1", "3 2 1"), ("untilStep 0 6 2", "[0 2 4]"),
      ("floor 1.9", "1"), ("toDecimal \"0777\"", "511"), ("float64 \"1.50\"", "1.5"),
    ])
  func numbers(_ expression: String, _ expected: String) throws {
    #expect(try renderChart("{{ \(expression) }}") == expected)
  }

  @Test(
    "Lists and dictionaries",
    arguments: [
      ("uniq (list 1 1.0 1 \"1\") | toJson", "[1,1,\"1\"]"), ("has 1.0 (list 1)", "false"),
      ("chunk 2 (list 1 2 3) | toJson", "[[1,2],[3]]"), ("rest list | toJson", "null"), ("first (list 9 8)", "9"),
      ("dig \"a\" \"b\" \"no\" (dict \"a\" (dict \"b\" 1))", "1"), ("keys (dict \"b\" 1 \"a\" 2)", "[a b]"),
      ("merge (dict \"a\" 1) (dict \"a\" 2 \"b\" 3) | toJson", "{\"a\":1,\"b\":3}"),
      ("mergeOverwrite (dict \"a\" 1) (dict \"a\" 2) | toJson", "{\"a\":2}"),
      ("concat (list 1) (until 2) | toJson", "[1,0,1]"), ("compact (list 0 1 \"\") | toJson", "[1]"),
      ("default \"d\" \"\"", "d"), ("coalesce 0 nil 2", "2"), ("ternary \"y\" \"n\" true", "y"),
    ])
  func collections(_ expression: String, _ expected: String) throws {
    #expect(try renderChart("{{ \(expression) }}") == expected)
  }

  @Test("set changes the map that everybody sees, and deepCopy keeps it apart")
  func references() throws {
    let text = "{{ $c := deepCopy .Values }}{{ $_ := set .Values.m \"x\" 2 }}{{ .Values.m.x }}{{ $c.m.x }}"
    #expect(try renderChart(text, values: #"{"m": {"x": 1}}"#) == "21")
  }

  @Test(
    "Versions and ranges",
    arguments: [
      ("^1.2", "1.9.0", true), ("^0.2.3", "0.3.0", false), ("~1.2.3", "1.2.9", true),
      (">=1.2, <2 || 3.x", "3.4.5", true),
      ("1.2 - 2", "2.0.0", true), (">1.0.0", "1.1.0-rc", false), (">=1.0.0-0", "1.1.0-rc", true),
      ("!=1.x", "2.0.0", true),
    ])
  func versions(_ range: String, _ version: String, _ expected: Bool) throws {
    #expect(try renderChart("{{ semverCompare \"\(range)\" \"\(version)\" }}") == "\(expected)")
  }

  @Test(
    "Regular expressions",
    arguments: [
      ("regexReplaceAll \"a(x*)b\" \"-ab-axxb-\" \"${1}W\"", "-W-xxW-"),
      ("regexFindAll \"[0-9]+\" \"1 22 3\" 2", "[1 22]"),
      ("regexSplit \",\" \"a,b,c\" -1", "[a b c]"), ("regexReplaceAll \"x*\" \"abc\" \"-\"", "-a-b-c-"),
      ("regexReplaceAll \"(?<n>b)\" \"abc\" \"<${n}>\"", "a<b>c"), ("regexQuoteMeta \"a.b\"", "a\\.b"),
    ])
  func expressions(_ expression: String, _ expected: String) throws {
    #expect(try renderChart("{{ \(expression) }}") == expected)
  }

  @Test(
    "Dates and durations",
    arguments: [
      ("now | date \"2006-01-02T15:04:05Z07:00\"", "2023-11-14T22:13:20Z"),
      ("dateInZone \"Jan _2 3:04PM MST\" 1700000000 \"America/New_York\"", "Nov 14 5:13PM EST"),
      ("toDate \"2006-01-02\" \"2020-02-29\" | dateModify \"24h\" | htmlDate", "2020-03-01"),
      ("duration \"3661\"", "1h1m1s"), ("durationRound \"49h\"", "2d"), ("ago (now | dateModify \"-90s\")", "1m30s"),
      ("(toDate \"2006-01-02\" \"2020-12-31\").YearDay", "366"),
    ])
  func dates(_ expression: String, _ expected: String) throws {
    #expect(try renderChart("{{ \(expression) }}") == expected)
  }

  @Test("YAML, JSON and TOML come and go")
  func documents() throws {
    #expect(try renderChart("{{ toYaml (dict \"b\" (list 1 \"true\") \"a\" nil) }}") == "a: null\nb:\n- 1\n- \"true\"")
    #expect(try renderChart("{{ toYamlPretty (dict \"b\" (list 1 2)) }}") == "b:\n  - 1\n  - 2")
    #expect(try renderChart("{{ (fromYaml \"a: [1, x]\").a | toJson }}") == "[1,\"x\"]")
    #expect(try renderChart("{{ (fromJson \"{\").Error }}") == "unexpected end of JSON input")
    #expect(try renderChart("{{ toToml (dict \"a\" (dict \"b\" 1.0)) }}") == "[a]\n  b = 1.0\n")
    #expect(
      try renderChart("{{ fromToml \"a = [1, 2]\\n[t]\\nb = 'x'\" | toJson }}") == "{\"a\":[1,2],\"t\":{\"b\":\"x\"}}")
  }

  @Test("tpl keeps what it defines to itself")
  func nestedTemplates() throws {
    #expect(try renderChart("{{ tpl \"{{ define \\\"a\\\" }}1{{ end }}{{ include \\\"a\\\" . }}\" . }}") == "1")
    let outside = "{{ $_ := tpl \"{{ define \\\"a\\\" }}1{{ end }}\" . }}{{ include \"a\" . }}"
    #expect(message { try renderChart(outside) }.contains("no template \"a\" associated with template"))
  }
}
