import Kube
import Store
import Structure
import Testing

@testable import Commands

@Suite struct ReconcileTests {
  /// Answers requests as a controller does: the first condition of an object that asks.
  private func controller(
    _ terminal: Terminal, _ answer: @escaping @Sendable (KubeObject) -> (status: String, message: String)
  ) -> Task<Void, any Error> {
    let store = terminal.store
    return Task {
      for try await change in store.watch(.all) {
        let object = change.object
        guard let token = object.annotations["reconcile.fluxcd.io/requestedAt"],
          object.status?["lastHandledReconcileAt"]?.string != token, change.type != .deleted
        else { continue }
        let (status, message) = answer(object)
        let condition: Value = [
          "type": "Ready", "status": .string(status), "reason": "R", "message": .string(message),
          "observedGeneration": .int(object.generation), "lastTransitionTime": "2026-01-01T00:00:00Z",
        ]
        _ = try await store.write { writer in
          try writer.updateStatus(
            object.key,
            [
              "conditions": [condition], "lastHandledReconcileAt": .string(token),
              "artifact": ["revision": "main@sha1:1"],
            ])
        }
      }
    }
  }

  @Test("a reconciliation is asked for and waited for, with Flux's lines")
  func succeeds() async throws {
    let terminal = try Terminal()
    try await terminal.put(Terminal.repository())
    let controller = controller(terminal) { _ in ("True", "fine") }
    defer { controller.cancel() }
    let outcome = await terminal.run("reconcile", "source", "git", "app")
    #expect(outcome.status == 0)
    #expect(outcome.output == "")
    #expect(
      outcome.errors.hasPrefix("► annotating GitRepository app in default namespace\n✔ GitRepository annotated\n"))
    #expect(outcome.errors.hasSuffix("✔ fetched revision main@sha1:1\n"))
  }

  @Test("a failure is told with the message of the condition")
  func fails() async throws {
    let terminal = try Terminal()
    try await terminal.put(Terminal.repository())
    let controller = controller(terminal) { _ in ("False", "no such branch") }
    defer { controller.cancel() }
    let outcome = await terminal.run("reconcile", "gitrepo/app")
    #expect(outcome.status == 1)
    #expect(outcome.errors.hasSuffix("✗ GitRepository reconciliation failed: no such branch\n"))
  }

  @Test("with --with-source the source comes first")
  func withSource() async throws {
    let terminal = try Terminal()
    try await terminal.put(Terminal.repository())
    try await terminal.put(Terminal.kustomization)
    let controller = controller(terminal) { ("True", $0.kind) }
    defer { controller.cancel() }
    let outcome = await terminal.run("reconcile", "kustomization", "apps", "--with-source")
    #expect(outcome.status == 0)
    let first = try #require(outcome.errors.ranges(of: "annotating GitRepository app").first)
    let second = try #require(outcome.errors.ranges(of: "annotating Kustomization apps").first)
    #expect(first.lowerBound < second.lowerBound)
  }

  @Test("without a controller it says so and gives up in time")
  func nobody() async throws {
    let terminal = try Terminal()
    try await terminal.put(Terminal.repository())
    let outcome = await terminal.run("reconcile", "source", "git", "app", "--timeout", "50ms")
    #expect(outcome.status == 4)
    #expect(outcome.errors.contains("no controller for gitrepositories is running on this store"))
    #expect(outcome.errors.hasSuffix("✗ timed out after 50ms waiting for GitRepository \"app\" to be reconciled\n"))
  }

  @Test(
    "what cannot be reconciled is refused before anything is written",
    arguments: [
      (["reconcile", "gitrepo", "none"], 3, "not found"), (["reconcile", "gitrepo", "app"], 1, "is suspended"),
      (["reconcile", "cm", "settings"], 2, "is not reconciled by a controller"),
      (["reconcile", "gitrepo"], 2, "name the objects"), (["reconcile", "gitrepo", "app", "--timeout", "x"], 2, "'x'"),
    ] as [([String], Int32, String)])
  func refused(arguments: [String], status: Int32, message: String) async throws {
    let terminal = try Terminal()
    try await terminal.put(Terminal.repository(suspend: true))
    try await terminal.put([
      "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "settings", "namespace": "default"],
    ])
    let outcome = await terminal.run(arguments)
    #expect(outcome.status == status)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    let annotations = try await terminal.object("source.toolkit.fluxcd.io", "GitRepository", "app")?.annotations
    #expect(annotations?.isEmpty == true)
  }

  @Test("suspend and resume set the field, and resume waits for the reconciliation")
  func suspension() async throws {
    let terminal = try Terminal()
    try await terminal.put(Terminal.repository())
    let suspended = await terminal.run("suspend", "source", "git", "app")
    #expect(suspended.status == 0)
    #expect(
      suspended.errors == "► suspending gitrepository app in default namespace\n✔ gitrepository suspended\n")
    #expect(
      try await terminal.object("source.toolkit.fluxcd.io", "GitRepository", "app")?.spec?["suspend"]?.bool == true)
    let controller = controller(terminal) { _ in ("True", "fine") }
    defer { controller.cancel() }
    let resumed = await terminal.run("resume", "source", "git", "--all")
    #expect(resumed.status == 0)
    #expect(resumed.errors.hasSuffix("✔ fetched revision main@sha1:1\n"))
    #expect(
      try await terminal.object("source.toolkit.fluxcd.io", "GitRepository", "app")?.spec?["suspend"]?.bool != true)
  }
}
