import Kube
import Store
import Structure
import Testing

@testable import Commands

@Suite struct ChangeTests {
  private func furnished() async throws -> Terminal {
    let terminal = try Terminal()
    try await terminal.put(Terminal.repository())
    try await terminal.put([
      "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "settings", "namespace": "default"],
      "data": ["a": "1", "b": "2"],
    ])
    return terminal
  }

  @Test("patch changes fields by a merge patch and by operations")
  func patch() async throws {
    let terminal = try await furnished()
    let merged = await terminal.run("patch", "cm", "settings", "-p", #"{"data":{"a":"9","b":null}}"#)
    #expect(merged.errors == "")
    #expect(merged.output == "configmap/settings patched\n")
    #expect(try await terminal.object("", "ConfigMap", "settings")?.content["data"] == ["a": "9"])
    let json = await terminal.run(
      "patch", "cm/settings", "--type", "json", "-p", #"[{"op":"add","path":"/data/c","value":"3"}]"#)
    #expect(json.status == 0)
    #expect(try await terminal.object("", "ConfigMap", "settings")?.content["data"] == ["a": "9", "c": "3"])
    let same = await terminal.run("patch", "cm/settings", "-p", #"{"data":{"c":"3"}}"#)
    #expect(same.output == "configmap/settings unchanged\n")
  }

  @Test("a patch that breaks the schema or does not parse is refused")
  func badPatch() async throws {
    let terminal = try await furnished()
    let field = await terminal.run("patch", "gitrepo", "app", "-p", #"{"spec":{"interval":"soon"}}"#)
    #expect(field.status == 1)
    #expect(field.errors.contains("spec.interval"))
    #expect(await terminal.run("patch", "gitrepo", "app", "-p", "{").status == 2)
    #expect(await terminal.run("patch", "gitrepo", "none", "-p", "{}").status == 3)
    #expect(await terminal.run("patch", "cm/settings", "--type", "json", "-p", "{}").status == 1)
  }

  @Test("delete removes objects, by name and by file; what is missing is told")
  func delete() async throws {
    let terminal = try await furnished()
    let file = try terminal.file("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n")
    #expect(await terminal.run("delete", "-f", file).output == "configmap/settings deleted\n")
    let again = await terminal.run("delete", "cm", "settings")
    #expect(again.status == 3)
    #expect(again.errors == "✗ ConfigMap \"settings\" not found in namespace \"default\"\n")
    #expect(await terminal.run("delete", "cm", "settings", "--ignore-not-found").status == 0)
    #expect(await terminal.run("delete", "cm").status == 2)
    #expect(await terminal.run("delete").status == 2)
  }

  @Test("an object with finalizers is waited for")
  func deleteWaits() async throws {
    let terminal = try Terminal()
    var object = Terminal.repository()
    object["metadata"]?["finalizers"] = ["finalizers.fluxcd.io"]
    try await terminal.put(object)
    let impatient = await terminal.run("delete", "gitrepo", "app", "--wait", "--timeout", "50ms")
    #expect(impatient.status == 4)
    // Another one, so that its end cannot come before it is waited for.
    object["metadata"]?["name"] = "other"
    try await terminal.put(object)
    let store = terminal.store
    let controller = Task {
      for try await change in store.watch(.all)
      where change.key.name == "other" && change.object.deletionTimestamp != nil {
        var object = change.object
        object.finalizers = []
        _ = try await store.write { [object] in try $0.update(object) }
        return
      }
    }
    let outcome = await terminal.run("delete", "gitrepo", "other", "--wait")
    #expect(outcome.output == "gitrepository.source.toolkit.fluxcd.io/other deleted\n")
    _ = await controller.result
  }

  @Test("events are listed, of one object, and as they come")
  func events() async throws {
    let terminal = try await furnished()
    func record(_ name: String, _ message: String, _ severity: EventRecord.Severity) async throws {
      try await terminal.store.write { writer in
        _ = try writer.record(
          EventRecord(
            involvedObject: ObjectKey(
              group: "source.toolkit.fluxcd.io", kind: "GitRepository", namespace: "default", name: name),
            severity: severity, timestamp: .now, reason: "R", message: message, reportingController: "c"))
      }
    }
    #expect(await terminal.run("events").errors == "no events found in namespace \"default\"\n")
    try await record("app", "one", .info)
    try await record("other", "two", .error)
    try await record("app", "three", .trace)
    let all = await terminal.run("events")
    #expect(all.lines.map { $0.split(separator: " ").last.map(String.init) } == ["MESSAGE", "one", "two"])
    let some = await terminal.run("events", "--for", "gitrepo/other", "--no-headers")
    #expect(some.lines.count == 1)
    #expect(some.output.contains("Warning   R   GitRepository/other   two"))
    #expect(await terminal.run("events", "--types", "warning", "-o", "json").output.contains(#""message": "two""#))
    #expect(await terminal.run("events", "--types", "loud").status == 2)

    let (texts, found) = AsyncStream.makeStream(of: String.self)
    let watching = Task { await terminal.run(["events", "--watch"]) { found.yield($0) } }
    for await text in texts where text.contains("two") { break }
    try await record("app", "four", .info)
    let rest = texts
    for await text in rest where text.contains("four") { break }
    watching.cancel()
    _ = await watching.value
  }
}
