import Kube
import Structure
import Testing

@testable import Commands

@Suite struct ApplyTests {
  @Test("objects are created, configured, or left alone, and each is named")
  func actions() async throws {
    let terminal = try Terminal()
    let file = try terminal.file(
      "a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {a: one}\n")
    #expect(await terminal.run("apply", "-f", file).output == "configmap/settings created\n")
    #expect(await terminal.run("apply", "-f", file).output == "configmap/settings unchanged\n")
    _ = try terminal.file("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {a: two}\n")
    let third = await terminal.run("apply", "-f", file)
    #expect(third.status == 0)
    #expect(third.output == "configmap/settings configured\n")
    #expect(try await terminal.object("", "ConfigMap", "settings")?.content["data"] == ["a": "two"])
  }

  @Test("a folder is read in the order of its names, documents and Lists are taken apart")
  func folder() async throws {
    let terminal = try Terminal()
    _ = try terminal.file(
      "m/b.yml",
      "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: b}\n")
    _ = try terminal.file(
      "m/a.yaml",
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: a, namespace: shop}
      ---
      # nothing
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      """)
    _ = try terminal.file("m/notes.txt", "not: [yaml")
    let outcome = await terminal.run("apply", "-n", "shop", "-f", terminal.path("m"))
    #expect(outcome.errors == "")
    #expect(outcome.output == "namespace/shop created\nconfigmap/a created\nconfigmap/b created\n")
    #expect(try await terminal.object("", "ConfigMap", "b", namespace: "shop") != nil)
  }

  @Test("an unknown field is refused with file, line and column, and nothing is written")
  func unknownField() async throws {
    let terminal = try Terminal()
    let file = try terminal.file(
      "a.yaml",
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: fine}
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata:
        name: app
      spec:
        url: https://git.example/app
        interval: 1m
        intervall: 5m
      """)
    let outcome = await terminal.run("apply", "-f", file)
    #expect(outcome.status == 1)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains("\(file):12:3: GitRepository \"app\": spec.intervall: there is no such field"))
    #expect(outcome.errors.contains("did you mean \"interval\"?"))
    #expect(outcome.errors.contains("nothing was applied: 1 mistake"))
    #expect(try await terminal.object("", "ConfigMap", "fine") == nil)
  }

  @Test(
    "what cannot be an object is one line with its place",
    arguments: [
      ("a: [1,", "a.yaml:"), ("- 1\n", "a.yaml:1:1: an object should be a mapping"),
      ("kind: ConfigMap\nmetadata: {name: x}\n", "apiVersion: is required"),
      ("apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n", "metadata.name: is required"),
      (
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n",
        "a.yaml:7:18: ConfigMap/x is given twice"
      ),
      ("# nothing\n", "there are no objects to apply"),
    ])
  func malformed(text: String, expected: String) async throws {
    let terminal = try Terminal()
    let outcome = await terminal.run("apply", "-f", try terminal.file("a.yaml", text))
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains(expected), "\(outcome.errors)")
  }

  @Test("a missing file is wrong usage; without -f the usage is shown")
  func usage() async throws {
    let terminal = try Terminal()
    let missing = await terminal.run("apply", "-f", terminal.path("none.yaml"))
    #expect(missing.status == 2)
    #expect(missing.errors == "✗ \(terminal.path("none.yaml")): No such file or directory\n")
    #expect(await terminal.run("apply").status == 2)
  }

  @Test("a store that does not exist yet is made, saying so; a dry run makes none")
  func newStore() async throws {
    let terminal = try Terminal()
    let file = try terminal.file("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n")
    let path = terminal.path("new/store.db")
    let dry = await terminal.run(["apply", "-f", file, "--dry-run"], store: path)
    #expect(dry.status == 5)
    let outcome = await terminal.run(["apply", "-f", file], store: path)
    #expect(outcome.status == 0)
    #expect(outcome.errors == "✔ created the store \(path)\n")
  }
}
