import Chart
import Structure
import Testing

@Suite("Manifests of charts")
struct ManifestTests {
  private func manifests(_ files: [String: String]) throws(ChartError) -> ReleaseManifests {
    try ReleaseManifests(
      try ChartRenderer.render(try Sample.chart(files), values: UserValues(), options: Sample.release))
  }

  @Test("documents come in the order of installation, each under its source")
  func order() throws {
    let found = try manifests([
      "templates/b.yaml": "kind: Deployment\n---\nkind: Zebra\n---\n# only a comment\n---\nkind: Service\n",
      "templates/a.yaml": "---\nkind: Apple\n---kind: Namespace\n---\n",
    ])
    #expect(
      String(decoding: found.write(), as: UTF8.self) == """
        ---
        # Source: app/templates/a.yaml
        kind: Namespace
        ---
        # Source: app/templates/b.yaml
        kind: Service

        ---
        # Source: app/templates/b.yaml
        kind: Deployment
        ---
        # Source: app/templates/b.yaml
        # only a comment
        ---
        # Source: app/templates/a.yaml
        kind: Apple
        ---
        # Source: app/templates/b.yaml
        kind: Zebra

        """)
  }

  @Test("hooks are kept apart with their events, weights and policies; unknown ones are dropped with a warning")
  func hooks() throws {
    let annotations = { (text: String) in "kind: Job\nmetadata:\n  name: j\n  annotations: {\(text)}\n" }
    let found = try manifests([
      "templates/a.yaml": annotations(
        "helm.sh/hook: 'pre-install, Post-Upgrade', helm.sh/hook-weight: '-5', helm.sh/hook-delete-policy: 'hook-succeeded,hook-failed'"
      ),
      "templates/b.yaml": annotations("helm.sh/hook: test-success"),
      "templates/c.yaml": annotations("helm.sh/hook: mid-install"),
      "templates/d.yaml": annotations("other: 1"),
    ])
    #expect(found.objects.map(\.source) == ["app/templates/d.yaml"])
    #expect(found.hooks.map(\.events) == [[.preInstall, .postUpgrade], [.test]])
    #expect(found.hooks.map(\.weight) == [-5, 0])
    #expect(found.hooks[0].deletePolicies == ["hook-succeeded", "hook-failed"])
    #expect(found.warnings == ["app/templates/c.yaml: Job 'j' is left out: there is no hook 'mid-install'"])
  }

  @Test("what is no manifest is shown with the lines around the mistake")
  func mistakes() {
    #expect(
      Sample.message { () throws(ChartError) in try manifests(["templates/a.yaml": "a: 1\nb: c: d\ne: 2\n"]) }
        .hasPrefix("app/templates/a.yaml: what the template wrote is no YAML: "))
    #expect(
      Sample.message { () throws(ChartError) in try manifests(["templates/a.yaml": "a: 1\nb: c: d\ne: 2\n"]) }
        .hasSuffix("\n  in line 2 of the rendered document:\n    1 | a: 1\n  > 2 | b: c: d\n    3 | e: 2"))
    #expect(
      Sample.message { () throws(ChartError) in try manifests(["templates/a.yaml": "kind: A\nmetadata: text\n"]) }
        .hasPrefix("app/templates/a.yaml: metadata: expected a mapping, found a string\n  in line 2"))
  }

  @Test("lines of the excerpt end where lines of YAML do")
  func lineEnds() {
    let found = Sample.message { () throws(ChartError) in
      try manifests(["templates/a.yaml": "kind: A\rb: 2\r\nc: 3\rd: 4\re: f: g\r"])
    }
    #expect(found.contains("\n    3 | c: 3\n    4 | d: 4\n  > 5 | e: f: g"), "\(found)")
  }

  @Test(
    "what must hold before an installation is checked",
    arguments: [
      (
        ["Chart.yaml": "apiVersion: v2\nname: a\nversion: 1.0.0\nkubeVersion: '<1.20'\n"], "demo",
        "the chart requires Kubernetes <1.20"
      ),
      (
        ["Chart.yaml": "apiVersion: v2\nname: a\nversion: 1.0.0\ndependencies: [{name: gone, version: 1.0.0}]\n"],
        "demo",
        "charts that Chart.yaml names are missing in charts/: gone"
      ),
      (["Chart.yaml": "apiVersion: v2\nname: a\nversion: 1.0.0\ntype: library\n"], "demo", "'a' is a library chart"),
      ([:], "Demo", "the release name 'Demo' is not allowed"),
      ([:], String(repeating: "a", count: 54), "the release name "),
      ([:], "demo.one-2", "no error"),
    ])
  func requirements(files: [String: String], name: String, message: String) throws {
    let chart = try Sample.chart(files)
    let found = Sample.message { () throws(ChartError) in
      try ChartRequirements.check(chart, ReleaseOptions(name: name, namespace: "ns"))
    }
    #expect(found.hasPrefix(message), "\(found)")
  }
}
