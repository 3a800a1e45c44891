import Kube
import Store
import Structure
import TestSupport

/// The demo's steps. Each does what a user would do, and waits until it can be seen to have worked.
struct Story {
  let bed: TestBed
  let timeline: Timeline

  private static let overlay = "overlays/production/kustomization.yaml"

  func run() async throws {
    try await firstCommit()
    try await secondCommit()
    try await manualChange()
    try await brokenCommit()
    try await revert()
    try await removedFile()
  }

  private func firstCommit() async throws {
    timeline.begin("The first commit: a base of several kinds, and an overlay each for staging and production")
    let files = SampleApplication.files(image: "ghcr.io/acme/web:1.0.0")
    let commit = try await bed.sandbox.commit("First version", files)
    timeline.startClock()
    try await bed.declare()
    timeline.happened("source, kustomizations, provider and alert declared with martlet apply")
    for namespace in ["staging", "production"] {
      let applied = try await bed.image("ghcr.io/acme/web:1.0.0", in: namespace)
      timeline.happened("Deployment/\(namespace)/web applied", at: applied)
    }
    try await message(commit, "Deployment/production/web")
  }

  private func secondCommit() async throws {
    timeline.begin("A second commit: a new image")
    let commit = try await bed.sandbox.commit(
      "Release 1.1.0", SampleApplication.files(image: "ghcr.io/acme/web:1.1.0"))
    try await fetch(commit)
    for namespace in ["production", "staging"] {
      let applied = try await bed.image("ghcr.io/acme/web:1.1.0", in: namespace)
      timeline.happened("Deployment/\(namespace)/web runs 1.1.0", at: applied)
    }
    try await message(commit, "Deployment/production/web")
  }

  private func manualChange() async throws {
    timeline.begin("A manual change to a live object: martlet patch sets replicas to 7")
    timeline.startClock()
    try await bed.martlet.run("patch", "deployment", "web", "-n", "production", "-p", #"{"spec":{"replicas":7}}"#)
    timeline.happened("the change is made")
    let healed = try await bed.observer.wait(for: TestBed.deployment, "production", "web", "healed") {
      $0?.content["spec"]?["replicas"] == .int(3)
    }
    timeline.happened("replicas are 3 again, as Git says", at: healed)
  }

  private func brokenCommit() async throws {
    timeline.begin("A broken commit: a misspelt field in the production overlay")
    let broken = SampleApplication.overlay(namespace: "production", replicas: 3)
      .replacing("resources:", with: "resorces:")
    let commit = try await bed.sandbox.commit("Break production", [Self.overlay: broken])
    try await fetch(commit)
    let refused = try await bed.kustomization("production", "refused") { status, message, _ in
      status == "False" && message.contains("\(Self.overlay):2")
    }
    timeline.happened("refused, saying where:", at: refused)
    let key = ObjectKey(TestBed.kustomization, namespace: "default", name: "production")
    if let object = try await bed.store.read({ try $0.object(key) }) { timeline.note(TestBed.ready(object).message) }
    try await message(commit, "\(Self.overlay):2")
    try await bed.image("ghcr.io/acme/web:1.1.0", in: "production")
    timeline.happened("what was applied before is still there")
  }

  private func revert() async throws {
    timeline.begin("git revert")
    let commit = try await bed.sandbox.revert()
    try await fetch(commit)
    let ready = try await bed.kustomization("production", "ready") { status, _, object in
      status == "True" && object.status?["lastAppliedRevision"]?.string?.contains(commit) == true
    }
    timeline.happened("production is ready again", at: ready)
  }

  private func removedFile() async throws {
    timeline.begin("A file removed from Git: the production overlay loses its PodDisruptionBudget")
    let overlay = SampleApplication.overlay(namespace: "production", replicas: 3, budget: false)
    let commit = try await bed.sandbox.commit(
      "Remove the budget", ["overlays/production/budget.yaml": nil, Self.overlay: overlay])
    try await fetch(commit)
    let budget = GroupKind(group: "policy", kind: "PodDisruptionBudget")
    let pruned = try await bed.observer.wait(for: budget, "production", "web", "pruned") { $0 == nil }
    timeline.happened("PodDisruptionBudget/production/web pruned", at: pruned)
    try await message(commit, "PodDisruptionBudget/production/web")
  }

  /// Has a commit, just pushed, fetched; times count from here.
  private func fetch(_ commit: String) async throws {
    timeline.startClock()
    try await bed.reconcileSource()
    timeline.happened("commit \(commit.prefix(7)) fetched with martlet reconcile source git demo")
  }

  private func message(_ commit: String, _ text: String) async throws {
    let message = try await bed.message(commit, text)
    timeline.happened("the chat has the message", at: message.received)
  }
}

extension String {
  /// The text with the first occurrence of `part` replaced.
  fileprivate func replacing(_ part: String, with other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
