import Chart
import Structure
import Template
import Testing

@Suite("Rendering charts")
struct RenderingTests {
  @Test("templates see the release, the chart, the capabilities, the files and themselves")
  func context() throws {
    var options = ReleaseOptions(name: "r", namespace: "n")
    options.revision = 3
    options.isUpgrade = true
    options.kubeVersion = "1.30.2-gke.1"
    options.apiVersions = ["example.com/v1"]
    let text = try Sample.text(
      """
      {{ .Release.Name }} {{ .Release.Namespace }} {{ .Release.Revision }} {{ .Release.IsUpgrade }} {{ .Release.IsInstall }}
      {{ .Chart.Name }} {{ .Chart.Version }} {{ .Chart.IsRoot }}
      {{ .Capabilities.KubeVersion }} {{ .Capabilities.KubeVersion.Version }} {{ .Capabilities.APIVersions.Has "example.com/v1" }}
      {{ .Files.Get "files/a.txt" }} {{ range $path, $_ := .Files.Glob "files/*" }}{{ $path }} {{ end }}
      {{ .Template.Name }} {{ .Template.BasePath }}
      """, ["files/a.txt": "content"], options: options)
    #expect(
      text == """
        r n 3 true false
        app 1.0.0 true
        v1.30.2 v1.30.2-gke.1 true
        content files/a.txt 
        app/templates/t.yaml app/templates
        """)
  }

  @Test("the last definition parsed wins: shallow before deep, parent before dependency")
  func order() throws {
    let rendered = try Sample.render([
      "templates/_a.tpl": #"{{ define "x" }}parent{{ end }}"#, "templates/t.yaml": #"{{ include "x" . }}"#,
      "charts/sub/Chart.yaml": "apiVersion: v2\nname: sub\nversion: 1.0.0\n",
      "charts/sub/templates/_a.tpl": #"{{ define "x" }}child{{ end }}"#,
      "charts/sub/templates/t.yaml": #"{{ include "x" . }}"#,
    ])
    #expect(rendered == ["app/templates/t.yaml": "parent", "app/charts/sub/templates/t.yaml": "parent"])
  }

  @Test(
    "templates that were parsed while the chart was read are the same, mistakes too",
    arguments: [
      #"{{ include "x" . }}"#, "a\n{{ if }}", #"{{ define "x" }}own{{ end }}{{ index .Values 1 2 }}"#,
      #"{{ define "templates/t.yaml" }}a: 1{{ end }}"#,
    ])
  func ahead(_ text: String) throws {
    let tree = Sample.tree([
      "templates/_a.tpl": #"{{ define "x" }}parent{{ end }}"#, "templates/t.yaml": text,
      "charts/sub/Chart.yaml": "apiVersion: v2\nname: sub\nversion: 1.0.0\n", "charts/sub/templates/t.yaml": text,
      "charts/sub/templates/_a.tpl": #"{{ define "x" }}parent{{ end }}"#,
    ])
    func outcome(isForRendering: Bool) -> String {
      do {
        let chart = try ChartLoader.load(tree: tree, name: "app", isForRendering: isForRendering)
        let rendered = try ChartRenderer.render(chart, values: UserValues(files: []), options: Sample.release)
        return rendered.files.map { "\($0.name): \(String(decoding: $0.content, as: UTF8.self))" }.joined(
          separator: "\n")
      } catch {
        return "\(error)"
      }
    }
    let expected = outcome(isForRendering: false)
    #expect(expected.contains(text.contains("include") ? "app/templates/t.yaml: parent" : "t.yaml:"))
    #expect(outcome(isForRendering: true) == expected)
  }

  @Test("what one template sets, later ones see, across charts too")
  func mutation() throws {
    let rendered = try Sample.render([
      "charts/sub/Chart.yaml": "apiVersion: v2\nname: sub\nversion: 1.0.0\n",
      "charts/sub/templates/t.yaml": #"{{ $_ := set .Values "seen" 1 }}{{ typeOf .Values }}"#,
      "templates/t.yaml": "{{ .Values.sub.seen }} {{ typeOf .Values.sub }}",
    ])
    #expect(rendered["app/charts/sub/templates/t.yaml"] == "common.Values")
    #expect(rendered["app/templates/t.yaml"] == "1 map[string]interface {}")
  }

  @Test("of a library only partials count, and notes are kept apart")
  func libraries() throws {
    let chart = try Sample.chart([
      "charts/lib/Chart.yaml": "apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\n",
      "charts/lib/templates/_a.tpl": #"{{ define "x" }}lib{{ end }}"#, "charts/lib/templates/t.yaml": "no",
      "templates/NOTES.txt": #"Thank you for {{ include "x" . }}"#,
    ])
    let rendered = try ChartRenderer.render(chart, values: UserValues(), options: Sample.release)
    #expect(rendered.files.map(\.name) == ["app/templates/NOTES.txt"])
    #expect(rendered.notes.map { String(decoding: $0, as: UTF8.self) } == "Thank you for lib")
    #expect(try ReleaseManifests(rendered).objects.isEmpty)
  }

  @Test("what is wrong with a text is said in Go's order: its form first, then its keys")
  func wrongTexts() throws {
    let text = try Sample.text(#"{{ (fromYaml "{a: b}: 1\nx: [").Error }}"#)
    #expect(text == "error converting YAML to JSON: yaml: line 2: did not find expected node content")
  }

  @Test("lookup asks whoever answers, and is empty when nobody does")
  func lookup() throws {
    let template = #"{{ (lookup "v1" "Secret" "ns" "a").data | default "none" }}"#
    #expect(try Sample.text(template) == "none")
    var options = Sample.release
    options.execution.lookup = { _, kind, _, name in .map(GoMap(["data": .string("\(kind)/\(name)")])) }
    #expect(try Sample.text(template, options: options) == "Secret/a")
  }

  @Test(
    "a mistake comes with its place, the expression, the value, and the way there",
    arguments: [
      (
        "a: 1\nb: {{ .Values.image.tag.name }}",
        """
        app/templates/t.yaml:2:13: nil pointer evaluating interface {}.tag
          at <.Values.image.tag.name> in "app/templates/t.yaml": .Values.image is null or missing
        """
      ),
      ("{{ if }}", "app/templates/t.yaml:1: missing value for if"),
      (
        #"{{ include "outer" . }}"#,
        """
        app/templates/_h.tpl:2:36: wrong type for value; expected string; got float64
          at <.Values.num> in "inner"
          from app/templates/_h.tpl:1:23, at <include "inner" .>
          from app/templates/t.yaml:1:3, at <include "outer" .>
        """
      ),
      (
        #"{{ required "a name is needed" .Values.name }}"#,
        """
        app/templates/t.yaml:1:3: a name is needed
          at <required "a name is needed" .Values.name> in "app/templates/t.yaml"
        """
      ),
      (
        #"{{ tpl "{{ fail \"no\" }}" . }}"#,
        """
        app/templates/t.yaml:1:3: no
          at <fail "no"> in line 1 of a text given to tpl
          from app/templates/t.yaml:1:3, at <tpl "{{ fail \\"no\\" }}" .>
        """
      ),
    ])
  func mistakes(template: String, message: String) {
    let files = [
      "templates/_h.tpl":
        "{{ define \"outer\" }}{{ include \"inner\" . }}{{ end }}\n{{ define \"inner\" }}{{ upper .Values.num }}{{ end }}"
    ]
    let found = Sample.message { () throws(ChartError) in try Sample.text(template, files, values: "num: 1") }
    #expect(found == message, "\(found)")
  }

  @Test(
    "a template that never ends, or grows without end, ends in an error",
    arguments: [
      #"{{ define "a" }}{{ template "a" . }}{{ end }}{{ template "a" . }}"#,
      #"{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}"#,
      #"{{ $x := "aaaa" }}{{ range until 60 }}{{ $x = print $x $x }}{{ end }}{{ $x }}"#,
      #"{{ $x := dict "a" 1 }}{{ range until 40 }}{{ $x = dict "a" $x "b" $x }}{{ end }}{{ toYaml $x }}"#,
      #"{{ $x := dict "a" 1 }}{{ range until 40 }}{{ $x = dict "a" $x "b" $x }}{{ end }}{{ $x }}"#,
      #"{{ range 9223372036854775807 }}{{ end }}"#,
      #"{{ range until 1000 }}{{ htpasswd "a" "b" }}{{ end }}"#,
    ])
  func hostile(template: String) {
    var options = Sample.release
    options.execution.limits.steps = 3_000_000
    let found = Sample.message { () throws(ChartError) in try Sample.text(template, options: options) }
    #expect(found.hasPrefix("app/templates/t.yaml:1:"), "\(found.prefix(200))")
    #expect(
      ["exceeded", "limit", "nested reference"].contains { found.contains($0) }, "\(found.prefix(200))")
  }
}
