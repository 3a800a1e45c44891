import Template
import Testing

/// Password hashes are made on other threads; where they stand in a text, nobody can tell.
@Suite("Texts that are still being made")
struct PendingTextTests {
  @Test(
    "A hash is a string wherever a template takes it",
    arguments: [
      (#"{{ htpasswd "u" "p" }}"#, "u:HASH"),
      (#"{{ bcrypt "p" }}, {{ bcrypt "p" }}"#, "HASH, HASH"),
      (#"{{ htpasswd "u" "p" | indent 2 }}"#, "  u:HASH"),
      (#"{{ "a\nb" | nindent 2 }}{{ (bcrypt "p") | nindent 2 }}"#, "\n  a\n  b\n  HASH"),
      (#"{{ range until 3 }}{{ . }}{{ htpasswd "u" "p" }}{{ end }}"#, "0u:HASH1u:HASH2u:HASH"),
      (#"{{ define "a" }}x{{ bcrypt "p" }}{{ "\n" }}y{{ end }}{{ include "a" . | nindent 2 }}"#, "\n  xHASH\n  y"),
      (#"{{ define "a" }}{{ bcrypt "p" }}{{ end }}[{{ include "a" . }}{{ template "a" . }}]"#, "[HASHHASH]"),
      (#"{{ define "a" }}{{ bcrypt "p" }}{{ end }}{{ include "a" . | upper | len }}"#, "60"),
      (#"{{ tpl "{{ .none }}{{ bcrypt \"p\" }}\n{{ .none }}-" (dict) | indent 1 }}"#, " HASH\n -"),
      (#"{{ bcrypt "p" | b64enc | b64dec }}"#, "HASH"),
      (#"{{ $a := bcrypt "p" }}{{ $a }} {{ eq $a $a }} {{ kindOf $a }}"#, "HASH true string"),
      (#"{{ $a := "" }}{{ $a = bcrypt "p" }}{{ $a }}"#, "HASH"),
      (#"{{ if bcrypt "p" }}yes{{ end }}{{ with bcrypt "p" }}{{ . }}{{ end }}"#, "yesHASH"),
      (#"{{ list (bcrypt "p") | toJson }}{{ dict "a" (bcrypt "p") | toYaml }}"#, #"["HASH"]a: HASH"#),
      (#"{{ range tuple (bcrypt "p") }}{{ . }}{{ end }}{{ (bcrypt "p") | len }}"#, "HASH60"),
      (#"{{ printf "%s %T" (bcrypt "p") (bcrypt "p") }}{{ bcrypt "p" | print 1 }}"#, "HASH string1HASH"),
      (#"{{ printf "%s:%s\n" "u" (bcrypt "p") }}{{ bcrypt "p" | printf "%s" }}"#, "u:HASH\nHASH"),
      (#"{{ printf "%5.2s|%%%s" (bcrypt "p") "x" }}{{ printf "%s" (bcrypt "p") 1 }}"#, "   $2|%xHASH%!(EXTRA int=1)"),
      (#"{{ printf (bcrypt "%s") }}{{ printf "%s%" (bcrypt "p") }}"#, "HASHHASH%!(NOVERB)"),
      (#"{{ printf "%s%s" (bcrypt "p") 1 }}"#, "HASH%!s(int=1)"),
      (#"{{ bcrypt "p" | quote }}{{ and (bcrypt "p") 1 }}{{ bcrypt "p" | or "" }}"#, #""HASH"1HASH"#),
      (#"{{ bcrypt (bcrypt "p") }}{{ htpasswd "a:b" "p" }}"#, "HASHinvalid username: a:b"),
    ])
  func everywhere(_ text: String, _ expected: String) throws {
    let found = try renderChart(text)
    let hash = /\$2a\$10\$[.\/A-Za-z0-9]{53}/
    #expect(found.replacing(hash, with: "HASH") == expected)
    let hashes = found.matches(of: hash).map(\.output)
    #expect(Set(hashes).count == hashes.count || text.contains("$a"), "each has a salt of its own")
  }

  @Test("A text that is still being made counts as what it will be")
  func bounds() {
    let limits = ExecutionOptions.Limits(text: 2_097_152)
    for text in [
      #"{{ $a := printf "%s%s" (bcrypt "p") (repeat 2097100 "x") }}"#,
      #"{{ define "a" }}{{ bcrypt "p" }}{{ repeat 2097100 "x" }}{{ end }}{{ $a := include "a" . }}"#,
    ] {
      #expect(message { try renderChart(text, limits: limits) }.contains("larger than the limit of 2097152 bytes"))
    }
    #expect(message { try renderChart(#"{{ printf "%s" (bcrypt "p") }}"#, limits: limits) }.contains("no error"))
  }

  @Test("Where a string does not fit, it is called one")
  func mismatch() {
    #expect(message { try renderChart(#"{{ bcrypt "p" | until }}"#) }.contains("expected int; got string"))
    #expect(
      message { try renderChart(#"{{ (bcrypt "p").name }}"#) }.contains("can't evaluate field name in type string"))
  }
}
