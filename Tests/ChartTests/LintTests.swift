import Chart
import Structure
import Testing

@Suite("Linting charts")
struct LintTests {
  private func lint(_ files: [String: String]) -> [String] {
    ChartLinter.lint(tree: Sample.tree(files), values: UserValues(), options: Sample.release).map(\.description)
  }

  private static let good = [
    "Chart.yaml": "apiVersion: v2\nname: app\nversion: 1.0.0\nicon: https://example.com/i.png\n",
    "values.yaml": "a: 1\n", "templates/a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n",
  ]

  @Test("a chart in order has no findings")
  func clean() { #expect(lint(Self.good) == []) }

  @Test(
    "mistakes and risks are found",
    arguments: [
      (
        ["Chart.yaml": "apiVersion: v2\nname: app\nversion: 1.0.0\nicon: https://a.b/c\nverison: 2\n"],
        "[WARNING] Chart.yaml:5:10: verison: there is no such field (did you mean 'version'?)"
      ),
      (
        ["Chart.yaml": "apiVersion: v2\nname: app\nversion: 1.0\nicon: https://a.b/c\n"],
        "[ERROR] Chart.yaml:3:10: version: should be a string; put it in quotes"
      ),
      (
        ["Chart.yaml": "apiVersion: v3\nname: app\nversion: 1.0.0\nicon: https://a.b/c\n"],
        "[ERROR] Chart.yaml:1:13: apiVersion: 'v3' is not valid; expected v1 or v2"
      ),
      (
        ["Chart.yaml": "apiVersion: v2\nname: app\nversion: 1.0.0\nicon: nothing\n"],
        "[ERROR] Chart.yaml:4:7: icon: 'nothing' is no URL"
      ),
      (
        ["templates/b.yaml": "apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: b}\n"],
        "[WARNING] templates/b.yaml: extensions/v1beta1 Ingress is not served since Kubernetes 1.22; use networking.k8s.io/v1"
      ),
      (
        ["templates/b.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: 1b}\n"],
        "[WARNING] templates/b.yaml: metadata.name: '1b' of the Service must be lower-case letters, digits and '-', at most 63, beginning with a letter"
      ),
      (
        ["templates/b.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: b}\n"],
        "[ERROR] templates/b.yaml: spec.selector: a Deployment must have matchLabels or matchExpressions, 'b' has none"
      ),
      (["templates/b.json": "{}"], "[ERROR] templates/b.json: its name should end in .yaml, .yml, .tpl or .txt"),
      (
        ["crds/a.yaml": "apiVersion: v1\nkind: A\n"],
        "[ERROR] crds/a.yaml:1:1: apiVersion: must be one of apiextensions.k8s.io"
      ),
      (["templates/b.yaml": "{{ nope }}"], "[ERROR] app/templates/b.yaml:1: function \"nope\" not defined"),
      (["values.yaml": "a: [\n"], "[ERROR] values.yaml:2:1: "),
      (
        ["values.schema.json": #"{"required": ["b"]}"#],
        "[ERROR] values don't meet the specifications of the schema(s) in the following chart(s):\napp:\n- at '': missing property 'b'"
      ),
      (
        ["charts/x/Chart.yaml": "apiVersion: v2\nname: x\nversion: 1.0.0\n"],
        "[ERROR] Chart.yaml: dependencies: charts/ has what is not named here: x"
      ),
    ])
  func findings(files: [String: String], finding: String) {
    let found = lint(Self.good.merging(files) { $1 })
    #expect(found.contains { $0.hasPrefix(finding) }, "\(found)")
  }

  @Test("values that are required may be missing while linting")
  func required() {
    let files = ["templates/b.yaml": #"{{ required "x" .Values.x }}{{ fail "no" }}"#]
    #expect(lint(Self.good.merging(files) { $1 }) == [])
  }
}
