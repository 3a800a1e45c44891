import Kube
import Store
import Structure
import TestSupport

/// The demo's steps. Each does what a user would do, and waits until it can be seen to have worked.
struct Story {
  let martlet: MartletBinary
  let sandbox: GitSandbox
  let receiver: MessageReceiver
  let observer: Observer
  let timeline: Timeline

  private static let deployment = GroupKind(group: "apps", kind: "Deployment")
  private static let kustomization = GroupKind(group: "kustomize.toolkit.fluxcd.io", kind: "Kustomization")

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
    let commit = try await sandbox.commit("First version", Application.files(image: "ghcr.io/acme/web:1.0.0"))
    let declarations = Application.declarations(repository: sandbox.bare, webhook: receiver.url)
    try Files.write(declarations, to: "\(sandbox.work)-declarations.yaml")
    timeline.startClock()
    try await martlet.run("apply", "-f", "\(sandbox.work)-declarations.yaml")
    timeline.happened("source, kustomizations, provider and alert declared with martlet apply")
    for namespace in ["staging", "production"] {
      let applied = try await image("ghcr.io/acme/web:1.0.0", in: namespace)
      timeline.happened("Deployment/\(namespace)/web applied", at: applied)
    }
    try await message(about: commit, saying: "Deployment/production/web")
  }

  private func secondCommit() async throws {
    timeline.begin("A second commit: a new image")
    let commit = try await push("Release 1.1.0") {
      try await sandbox.commit("Release 1.1.0", Application.files(image: "ghcr.io/acme/web:1.1.0"))
    }
    timeline.happened(
      "Deployment/production/web runs 1.1.0", at: try await image("ghcr.io/acme/web:1.1.0", in: "production"))
    timeline.happened("Deployment/staging/web runs 1.1.0", at: try await image("ghcr.io/acme/web:1.1.0", in: "staging"))
    try await message(about: commit, saying: "Deployment/production/web")
  }

  private func manualChange() async throws {
    timeline.begin("A manual change to a live object: martlet patch sets replicas to 7")
    timeline.startClock()
    try await martlet.run(
      "patch", "deployment", "web", "-n", "production", "-p", #"{"spec":{"replicas":7}}"#)
    timeline.happened("the change is made")
    let healed = try await observer.wait(for: Self.deployment, "production", "web", "healed") {
      $0?.content["spec"]?["replicas"] == .int(3)
    }
    timeline.happened("replicas are 3 again, as Git says", at: healed)
  }

  private func brokenCommit() async throws {
    timeline.begin("A broken commit: a misspelt field in the production overlay")
    let broken = Application.overlay(namespace: "production", replicas: 3).replacing("resources:", with: "resorces:")
    let commit = try await push("Break production") {
      try await sandbox.commit("Break production", ["overlays/production/kustomization.yaml": broken])
    }
    let refused = try await observer.wait(for: Self.kustomization, "default", "production", "refused") { object in
      let ready = Self.ready(object)
      return ready.status == "False" && ready.message.contains("overlays/production/kustomization.yaml:2")
    }
    timeline.happened("refused, and the rest stays as it is:", at: refused)
    let state = try await observer.store.read {
      try $0.object(ObjectKey(Self.kustomization, namespace: "default", name: "production"))
    }
    timeline.note(Self.ready(state).message)
    try await message(about: commit, saying: "overlays/production/kustomization.yaml:2")
    _ = try await image("ghcr.io/acme/web:1.1.0", in: "production")
  }

  private func revert() async throws {
    timeline.begin("git revert")
    let commit = try await push("revert") { try await sandbox.revert() }
    let ready = try await observer.wait(for: Self.kustomization, "default", "production", "ready") { object in
      Self.ready(object).status == "True"
        && object?.status?["lastAppliedRevision"]?.string?.contains(commit) == true
    }
    timeline.happened("production is ready at \(commit.prefix(7))", at: ready)
  }

  private func removedFile() async throws {
    timeline.begin("A file removed from Git: the production overlay loses its PodDisruptionBudget")
    let commit = try await push("Remove the budget") {
      try await sandbox.commit(
        "Remove the budget",
        [
          "overlays/production/budget.yaml": nil,
          "overlays/production/kustomization.yaml": Application.overlay(
            namespace: "production", replicas: 3, budget: false),
        ])
    }
    let budget = GroupKind(group: "policy", kind: "PodDisruptionBudget")
    let pruned = try await observer.wait(for: budget, "production", "web", "pruned") { $0 == nil }
    timeline.happened("PodDisruptionBudget/production/web pruned", at: pruned)
    try await message(about: commit, saying: "PodDisruptionBudget/production/web")
  }

  /// Makes a commit, and asks for it to be fetched; times count from the end of `git push`.
  private func push(_ what: String, _ commit: () async throws -> String) async throws -> String {
    let id = try await commit()
    timeline.startClock()
    try await martlet.run("reconcile", "source", "git", "demo")
    timeline.happened("commit \(id.prefix(7)) fetched with martlet reconcile source git demo")
    return id
  }

  private func image(_ wanted: String, in namespace: String) async throws -> ContinuousClock.Instant {
    try await observer.wait(for: Self.deployment, namespace, "web", "at \(wanted)") { object in
      object?.content["spec"]?["template"]?["spec"]?["containers"]?.array?.first?["image"] == .string(wanted)
    }
  }

  private func message(about commit: String, saying text: String) async throws {
    let message = try await receiver.inbox.message { message in
      let body = JSON.text(message.body)
      return body.contains(commit) && body.contains(text)
    }
    timeline.happened("the chat has the message", at: message.received)
  }

  private static func ready(_ object: KubeObject?) -> (status: String, message: String) {
    let conditions = object?.status?["conditions"]?.array ?? []
    let ready = conditions.first { $0["type"] == "Ready" }
    return (ready?["status"]?.string ?? "", ready?["message"]?.string ?? "")
  }
}

extension String {
  /// The text with the first occurrence of `part` replaced.
  fileprivate func replacing(_ part: String, with other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
