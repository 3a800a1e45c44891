import Kube
import Structure
import TestSupport
import Testing

/// Each mistake gets one clear line, in the condition or on the command line, and everything else goes on.
@Suite("Bad input", .serialized)
struct BadInputTests {
  @Test("What is wrong with a source or a path stands in its condition, and the others go on")
  func conditions() async throws {
    let bed = try await TestBed("martlet-bad")
    var files = SampleApplication.files(image: "web:1")
    files["broken/kustomization.yaml"] = "resources:\n- settings.yaml\n"
    files["broken/settings.yaml"] = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n data: x\n"
    try await bed.sandbox.commit("First version", files)
    try await bed.declare()
    try await bed.secret("empty", [:])
    let sources = """
      \(source("no-branch", "file://\(bed.sandbox.bare)", "  ref:\n    branch: nowhere\n"))
      ---
      \(source("no-host", "http://127.0.0.1:1/app.git", ""))
      ---
      \(source("no-secret", "http://127.0.0.1:1/app.git", "  secretRef:\n    name: missing\n"))
      ---
      \(kustomization("no-path", path: "./nowhere"))
      ---
      \(kustomization("broken", path: "./broken"))
      """
    try Files.write(sources, to: bed.folder.file("bad.yaml"))
    try await bed.martlet.run("apply", "-f", bed.folder.file("bad.yaml"))
    let expected: [(GroupKind, String, [String])] = [
      (TestBed.gitRepository, "no-branch", ["nowhere"]),
      (TestBed.gitRepository, "no-host", ["127.0.0.1:1"]),
      (TestBed.gitRepository, "no-secret", ["missing"]),
      (TestBed.kustomization, "no-path", ["nowhere"]),
      (TestBed.kustomization, "broken", ["broken/settings.yaml:5"]),
    ]
    for (kind, name, words) in expected {
      try await bed.observer.wait(for: kind, "default", name, "refused with \(words)") { object in
        guard let object else { return false }
        let ready = TestBed.ready(object)
        return ready.status == "False" && words.allSatisfy(ready.message.contains)
      }
    }
    try await bed.image("web:1", in: "production")
    try await bed.kustomization("production", "ready") { status, _, _ in status == "True" }
    try await bed.stop()
  }

  @Test(
    "A file that cannot be applied is refused with its line",
    arguments: [
      ("metadata:\n  name: a\n\tspec: x\n", 3),
      ("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  name: b\n", 5),
      (
        "apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata:\n  name: a\nspec:\n  interval: 1m\n"
          + "  urll: https://example.com\n", 7
      ),
    ])
  func files(_ text: String, _ line: Int) async throws {
    let folder = try TemporaryFolder()
    let martlet = try MartletBinary.beside(store: folder.file("store.db"))
    try Files.write(text, to: folder.file("bad.yaml"))
    let outcome = try await martlet.attempt(["apply", "-f", folder.file("bad.yaml")])
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("\(folder.file("bad.yaml")):\(line):"), "\(outcome.errors)")
    // A line for each mistake, and one that nothing was applied.
    #expect(outcome.errors.split(separator: "\n").last?.contains("nothing was applied") == true, "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }

  @Test("A file that is no database is named, with what to do")
  func noDatabase() async throws {
    let folder = try TemporaryFolder()
    try Files.write(String(repeating: "this is no database\n", count: 500), to: folder.file("store.db"))
    let martlet = try MartletBinary.beside(store: folder.file("store.db"))
    for command in [["get", "all"], ["up"]] {
      let outcome = try await martlet.attempt(command)
      #expect(outcome.status == 5)
      #expect(outcome.errors.contains(folder.file("store.db")), "\(outcome.errors)")
      #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
    }
  }

  private func source(_ name: String, _ url: String, _ more: String) -> String {
    "apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata:\n  name: \(name)\n  namespace: default\n"
      + "spec:\n  interval: 10m\n  url: \(url)\n\(more)"
  }

  private func kustomization(_ name: String, path: String) -> String {
    "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: \(name)\n  namespace: default\n"
      + "spec:\n  interval: 10m\n  prune: true\n  path: \(path)\n  sourceRef:\n    kind: GitRepository\n    name: demo\n"
  }
}
