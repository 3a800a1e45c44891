import HelmCharts
import Kube
import Overlay
import Structure
import Testing

@Suite("Charts in overlays, and overlays over charts")
struct HelmChartsTests {
  private static let chart = [
    "charts/app/Chart.yaml": "apiVersion: v2\nname: app\nversion: 1.0.0\n",
    "charts/app/values.yaml": "a: 1\nb: {c: 1, d: 1}\n",
    "charts/app/templates/a.yaml":
      "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n  namespace: {{ .Release.Namespace }}\ndata:\n  v: {{ toJson .Values | quote }}\n",
    "charts/app/templates/t.yaml":
      "apiVersion: v1\nkind: Pod\nmetadata:\n  name: t\n  annotations: {helm.sh/hook: test}\n",
    "charts/app/crds/c.yaml":
      "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: c.example.com\n",
  ]

  private func build(_ kustomization: String, _ files: [String: String] = [:]) throws(OverlayError) -> [KubeObject] {
    var options = Overlay.Options()
    options.charts = try? HelmChartInflater(fetchesCharts: false)
    let texts = Self.chart.merging(files) { $1 }.merging(["kustomization.yaml": kustomization]) { $1 }
    return try Overlay.build(tree: MemoryFileTree(texts: texts), directory: "", options: options).objects
  }

  private func values(_ kustomization: String, _ files: [String: String] = [:]) throws -> String? {
    try build(kustomization, files).first { $0.kind == "ConfigMap" }?.content["data"]?["v"]?.string
  }

  @Test("a chart beside the kustomization becomes objects of it")
  func inflating() throws {
    let objects = try build(
      "namePrefix: p-\nhelmCharts:\n- {name: app, releaseName: r, namespace: ns, includeCRDs: true, skipTests: true}\n")
    #expect(objects.map { "\($0.kind)/\($0.name)" } == ["CustomResourceDefinition/c.example.com", "ConfigMap/p-r"])
    #expect(objects.last?.namespace == "ns")
    #expect(try build("helmCharts:\n- {name: app}\n").map(\.kind) == ["ConfigMap", "Pod"])
    #expect(try build("helmCharts:\n- {name: app, nameTemplate: '{{ upper \"x\" | lower }}'}\n").first?.name == "x")
  }

  @Test(
    "inline values and the file's come together as asked",
    arguments: [
      ("override", #"{"a":1,"b":{"c":2,"d":1},"e":3}"#), ("merge", #"{"a":1,"b":{"c":1,"d":1},"e":3}"#),
    ])
  func merging(mode: String, json: String) throws {
    let text = "helmCharts:\n- {name: app, valuesMerge: \(mode), valuesInline: {b: {c: 2}, e: 3}}\n"
    #expect(try values(text) == json)
  }

  @Test("files of values follow one another, and replace leaves the chart its defaults")
  func files() throws {
    let files = ["v.yaml": "a: 5\n", "w.yaml": "a: 6\nx: 1\n"]
    #expect(
      try values("helmCharts:\n- {name: app, valuesFile: v.yaml, additionalValuesFiles: [w.yaml]}\n", files)
        == #"{"a":6,"b":{"c":1,"d":1},"x":1}"#)
    #expect(
      try values("helmCharts:\n- {name: app, valuesFile: v.yaml, valuesMerge: replace, valuesInline: {z: 1}}\n", files)
        == #"{"a":1,"b":{"c":1,"d":1},"z":1}"#)
  }

  @Test(
    "mistakes have the place of the entry, or of the file in the chart",
    arguments: [
      (
        "helmCharts:\n- {name: none}\n", [:],
        "kustomization.yaml:2:3: there is no chart at 'charts/none', and no 'repo'"
      ),
      (
        "helmCharts:\n- {name: x, repo: 'https://example.com'}\n", [:],
        "kustomization.yaml:2:3: the chart 'x' is not here"
      ),
      ("helmCharts:\n- {name: app, valuesFile: ../v}\n", [:], "kustomization.yaml:2:3: "),
      ("helmCharts:\n- {name: app, valuesMerge: both}\n", [:], "kustomization.yaml:2:28: valuesMerge must be override"),
      (
        "helmCharts:\n- {name: app}\n", ["charts/app/values.yaml": "a: [\n"],
        "kustomization.yaml:2:3: charts/app/values.yaml:2:1: "
      ),
    ])
  func mistakes(kustomization: String, files: [String: String], message: String) {
    let error = #expect(throws: OverlayError.self) { try build(kustomization, files) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }

  @Test("without an inflater charts are refused with the flag that allows them")
  func refused() {
    let texts = Self.chart.merging(["kustomization.yaml": "helmCharts:\n- {name: app}\n"]) { $1 }
    let error = #expect(throws: OverlayError.self) {
      try Overlay.build(tree: MemoryFileTree(texts: texts), directory: "")
    }
    #expect(error?.description.contains("'--enable-helm'") == true)
  }

  @Test("what a chart's rendering looked at is in the read set")
  func readSet() throws {
    var options = Overlay.Options()
    options.charts = try HelmChartInflater(fetchesCharts: false)
    let texts = Self.chart.merging(["kustomization.yaml": "helmCharts:\n- {name: app}\n"]) { $1 }
    var tree = MemoryFileTree(texts: texts)
    let result = try Overlay.build(tree: tree, directory: "", options: options)
    #expect(try result.readSet.isCurrent(in: tree))
    tree.set("charts/app/templates/a.yaml", Array("kind: A".utf8))
    #expect(try !result.readSet.isCurrent(in: tree))
  }

  @Test("manifests go through patches and images, and stay in order")
  func postRendering() throws {
    var additions = Overlay.Additions()
    additions.patches = [.init(patch: "- {op: add, path: /metadata/labels, value: {a: b}}", target: .init())]
    additions.patches[0].target?.kind = "Service"
    let manifests =
      "apiVersion: v1\nkind: Service\nmetadata: {name: s}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n"
    let objects = try OverlayPostRenderer.render(Array(manifests.utf8), additions)
    #expect(objects.map(\.kind) == ["Service", "ConfigMap"])
    #expect(objects.map(\.labels) == [["a": "b"], [:]])
  }
}
