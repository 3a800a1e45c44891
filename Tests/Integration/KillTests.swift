import Glibc
import Kube
import Structure
import TestRandomness
import TestSupport
import Testing

/// Daemons that are killed at random moments: the state must end right, and every message must arrive.
@Suite("Killed at any moment", .enabled(if: getenv("MARTLET_LONG_TESTS") != nil))
struct KillTests {
  @Test("50 kills during commits, drift and messages lose nothing", .timeLimit(.minutes(15)))
  func kills() async throws {
    let bed = try await TestBed("martlet-kill")
    try await bed.sandbox.commit("First version", SampleApplication.files(image: "web:0"))
    try await bed.declare()
    try await bed.image("web:0", in: "production")
    var random = SeededGenerator(seed: 20_261_121)
    var commits: [String] = []
    var kills = 0
    for round in 1...50 {
      let commit = try await bed.sandbox.commit("Round \(round)", SampleApplication.files(image: "web:\(round)"))
      // Not waited for: the kill is to hit the middle of the work. The request is in the store once this returns.
      _ = try await bed.martlet.attempt(["reconcile", "source", "git", "demo", "--no-wait"])
      if round.isMultiple(of: 5) {
        _ = try await bed.martlet.attempt(
          ["patch", "deployment", "web", "-n", "staging", "-p", #"{"spec":{"replicas":9}}"#])
      }
      try await Task.sleep(for: .milliseconds(Int.random(in: 0...150, using: &random)))
      let victims = try bed.daemons.daemons().sorted { $0.key < $1.key }
      let victim = victims.randomElement(using: &random)
      if let victim, kill(victim.value, SIGKILL) == 0 { kills += 1 }
      commits.append(commit)
      try await bed.image("web:\(round)", in: "production")
      try await bed.image("web:\(round)", in: "staging")
    }
    try await bed.observer.wait(for: TestBed.deployment, "staging", "web", "healed") {
      $0?.content["spec"]?["replicas"] == .int(1)
    }
    #expect(kills == 50)
    for commit in commits { try await bed.message(commit, "Deployment/production/web") }
    try await bed.stop()
  }
}
