import Structure
import Testing

@testable import Commands

@Suite("Charts on the command line")
struct ChartCommandTests {
  private let terminal: Terminal

  init() throws {
    terminal = try Terminal()
    _ = try terminal.file("app/Chart.yaml", "apiVersion: v2\nname: app\nversion: 1.0.0\nicon: https://a.b/c\n")
    _ = try terminal.file("app/values.yaml", "# how many\nreplicas: 1\n")
    _ = try terminal.file(
      "app/templates/a.yaml",
      "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata: {r: '{{ .Values.replicas }}'}\n")
    _ = try terminal.file("app/crds/c.yaml", "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n")
  }

  @Test("build chart prints manifests, definitions and values where they are asked for")
  func build() async throws {
    let more = try terminal.file("more.yaml", "replicas: 2\n")
    let plain = await terminal.run("build", "chart", terminal.path("app"), "--name", "r", "--values", more)
    #expect(plain.status == 0, "\(plain.errors)")
    #expect(
      plain.output == """
        ---
        # Source: app/templates/a.yaml
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: r
        data: {r: '2'}


        """)
    let all = await terminal.run("build", "chart", terminal.path("app"), "--set", "replicas=7", "--include-crds")
    #expect(all.output.hasPrefix("---\n# Source: app/crds/c.yaml\n"))
    #expect(all.output.contains("name: release-name\ndata: {r: '7'}"))
    let json = await terminal.run("build", "chart", terminal.path("app"), "-o", "json", "--is-upgrade")
    #expect(try JSON.parse(json.output)["app/templates/a.yaml"]?.string?.hasPrefix("apiVersion: v1") == true)
  }

  @Test("a command line that is read without ArgumentParser means the same as one that is not")
  func plain() async throws {
    let values = try terminal.file("more.yaml", "replicas: 2\n")
    let app = terminal.path("app")
    let plain = [
      "build", "chart", app, "--name", "r", "-n", "ns", "-f", values, "-o", "json", "--kube-version", "1.30",
    ]
    let other = ["build", "chart", app, "--name=r", "-n", "ns", "-f", values, "-o", "json", "--kube-version", "1.30"]
    #expect(BuildChartCommand.plainRequest(plain) != nil)
    #expect(BuildChartCommand.plainRequest(other) == nil)
    let expected = await terminal.run(other)
    #expect(expected.status == 0 && expected.output.contains("name: r"), "\(expected.errors)")
    let found = await terminal.run(plain)
    #expect(found.status == 0 && found.output == expected.output)
  }

  @Test(
    "what is out of the ordinary is left to ArgumentParser",
    arguments: [
      [], ["--help"], ["app", "other"], ["app", "--name"], ["app", "--values", "-"], ["app", "--output", "xml"],
      ["app", "--set", "a=1"], ["oci://host/app"], ["HTTPS://host/app.tgz"], ["--", "app"], ["app", "--unknown", "x"],
    ])
  func notPlain(arguments: [String]) {
    #expect(BuildChartCommand.plainRequest(["build", "chart"] + arguments) == nil)
  }

  @Test("manifests go through an overlay's folder")
  func postRender() async throws {
    _ = try terminal.file("over/kustomization.yaml", "namePrefix: p-\n")
    let found = await terminal.run("build", "chart", terminal.path("app"), "--post-render", terminal.path("over"))
    #expect(found.status == 0, "\(found.errors)")
    #expect(found.output.contains("name: p-release-name"))
  }

  @Test("mistakes are one message with the place, and a status")
  func mistakes() async throws {
    _ = try terminal.file("app/templates/b.yaml", "a: 1\nb: {{ .Values.x.y }}\n")
    let wrong = await terminal.run("build", "chart", terminal.path("app"))
    #expect(wrong.status == 1)
    #expect(wrong.errors.hasPrefix("✗ app/templates/b.yaml:2:13: nil pointer"), "\(wrong.errors)")
    let missing = await terminal.run("build", "chart", terminal.path("none"))
    #expect(missing.status == 2)
    #expect(missing.errors.contains("there is no such folder or archive"))
    let values = await terminal.run("build", "chart", terminal.path("app"), "--set", "a")
    #expect(values.status == 1 && values.errors.contains("'a' has no value"))
  }

  @Test("lint tells errors from warnings by its status")
  func lint() async throws {
    let good = await terminal.run("lint", "chart", terminal.path("app"))
    #expect(good.status == 0, "\(good.output)")
    #expect(good.lines.last == "0 errors, 0 warnings")
    _ = try terminal.file("app/templates/b.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: UPPER}\n")
    #expect(await terminal.run("lint", "chart", terminal.path("app")).status == 0)
    let strict = await terminal.run("lint", "chart", terminal.path("app"), "--strict")
    #expect(strict.status == 1)
    #expect(strict.output.contains("[WARNING] templates/b.yaml: metadata.name: 'UPPER'"))
  }

  @Test("a packed chart can be shown and built")
  func package() async throws {
    let packed = await terminal.run(
      "package", "chart", terminal.path("app"), "-d", terminal.path("out"), "--version", "2.0.0")
    #expect(packed.status == 0, "\(packed.errors)")
    let archive = terminal.path("out/app-2.0.0.tgz")
    #expect(packed.lines == [archive])
    #expect(await terminal.run("show", "values", archive).output == "# how many\nreplicas: 1\n")
    #expect(await terminal.run("show", "chart", archive).output.contains("version: 2.0.0"))
    #expect(await terminal.run("show", "crds", archive).output.hasPrefix("---\n# Source: app/crds/c.yaml\n"))
    #expect(await terminal.run("show", "readme", archive).status == 3)
    #expect(await terminal.run("build", "chart", archive).output.contains("kind: ConfigMap"))
  }
}
