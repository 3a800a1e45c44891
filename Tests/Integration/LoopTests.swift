import GitTestSupport
import Kube
import Structure
import TestSupport
import Testing

/// The whole loop with the daemons as separate processes and real Git servers on loopback.
@Suite("From Git to applied objects and messages", .serialized)
struct LoopTests {
  @Test("Over HTTP with a password: applied, changed, healed, refused, reverted, pruned")
  func overHTTP() async throws {
    let bed = try await TestBed("martlet-http")
    let server = try await WebServer(serving: bed.folder.path, script: Peers.webServer)
    try await bed.secret("git", ["username": "dev", "password": "s3cret"])
    try await bed.sandbox.commit("First version", SampleApplication.files(image: "web:1"))
    try await bed.declare(address: server.url("auth/app.git"), extra: "  secretRef:\n    name: git\n")
    try await story(bed)
    #expect(!bed.daemons.output.contains { $0.contains("s3cret") })
    try await bed.stop()
  }

  @Test("Over SSH with a key: applied, changed, healed, refused, reverted, pruned")
  func overSSH() async throws {
    let bed = try await TestBed("martlet-ssh")
    let keys = try TemporaryFolder("martlet-keys")
    let server = try await SSHServer(in: keys.path)
    try await bed.secret("git", ["identity": server.key, "known_hosts": server.knownHosts])
    try await bed.sandbox.commit("First version", SampleApplication.files(image: "web:1"))
    try await bed.declare(
      address: "ssh://\(server.user)@127.0.0.1:\(server.port)\(bed.sandbox.bare)",
      extra: "  secretRef:\n    name: git\n")
    try await story(bed)
    try await bed.stop()
  }

  private func story(_ bed: TestBed) async throws {
    // Two versions of one object.
    try await bed.image("web:1", in: "production")
    let second = try await bed.sandbox.commit("Second version", SampleApplication.files(image: "web:2"))
    try await bed.reconcileSource()
    try await bed.image("web:2", in: "production")
    try await bed.image("web:2", in: "staging")
    _ = try await bed.message(second, "Deployment/production/web")

    // Drift.
    try await bed.martlet.run("patch", "deployment", "web", "-n", "production", "-p", #"{"spec":{"replicas":7}}"#)
    try await bed.observer.wait(for: TestBed.deployment, "production", "web", "healed") {
      $0?.content["spec"]?["replicas"] == .int(3)
    }

    // A broken commit, and the way back.
    let path = "overlays/production/kustomization.yaml"
    try await bed.sandbox.commit("Break", [path: "namespace: production\nresorces:\n- ../../base\n"])
    try await bed.reconcileSource()
    try await bed.kustomization("production", "refused") { status, message, _ in
      status == "False" && message.contains("\(path):2")
    }
    try await bed.image("web:2", in: "production")
    let reverted = try await bed.sandbox.revert()
    try await bed.reconcileSource()
    try await bed.kustomization("production", "ready at \(reverted)") { status, _, object in
      status == "True" && object.status?["lastAppliedRevision"]?.string?.contains(reverted) == true
    }

    // Pruning.
    try await bed.sandbox.commit(
      "Remove the budget",
      [
        "overlays/production/budget.yaml": nil,
        path: SampleApplication.overlay(namespace: "production", replicas: 3, budget: false),
      ])
    try await bed.reconcileSource()
    let budget = GroupKind(group: "policy", kind: "PodDisruptionBudget")
    try await bed.observer.wait(for: budget, "production", "web", "pruned") { $0 == nil }
  }
}
