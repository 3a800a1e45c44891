import Kube
import Structure
import Testing

@testable import Commands

@Suite struct GetTests {
  private func furnished() async throws -> Terminal {
    let terminal = try Terminal()
    try await terminal.put(
      Terminal.repository(status: [
        "artifact": ["revision": "main@sha1:0123456789abcdef0123456789abcdef01234567"],
        "conditions": [
          [
            "type": "Ready", "status": "True", "reason": "Succeeded", "observedGeneration": 1,
            "message": "stored artifact for revision 'main@sha1:0123456789abcdef0123456789abcdef01234567'",
            "lastTransitionTime": "2026-01-01T00:00:00Z",
          ]
        ],
      ]))
    try await terminal.put(Terminal.kustomization)
    try await terminal.put([
      "apiVersion": "v1", "kind": "Secret",
      "metadata": ["name": "token", "namespace": "default", "labels": ["app": "web"]],
      "data": ["password": "aHVudGVyMg=="],
    ])
    return terminal
  }

  @Test("a kind of the toolkit is listed with Flux's columns, commit ids cut short")
  func table() async throws {
    let terminal = try await furnished()
    let outcome = await terminal.run("get", "gitrepo")
    #expect(
      outcome.output == """
        NAME   REVISION             SUSPENDED   READY   MESSAGE
        app    main@sha1:01234567   False       True    stored artifact for revision 'main@sha1:01234567'

        """)
    #expect(await terminal.run("get", "source", "git", "-A", "--no-headers").output.hasPrefix("default   app"))
  }

  @Test("all lists every kind with names that say which")
  func all() async throws {
    let terminal = try await furnished()
    let outcome = await terminal.run("get", "all")
    #expect(outcome.output.contains("gitrepository/app"))
    #expect(outcome.output.contains("kustomization/apps"))
    #expect(outcome.output.contains("waiting to be reconciled"))
    #expect(!outcome.output.contains("token"))
  }

  @Test("the values of a Secret are masked unless they are asked for", arguments: ["yaml", "json"])
  func secrets(format: String) async throws {
    let terminal = try await furnished()
    let masked = await terminal.run("get", "secret", "token", "-o", format)
    #expect(masked.output.contains("***"))
    #expect(!masked.output.contains("aHVudGVyMg=="))
    #expect(masked.output.contains("password"))
    let open = await terminal.run("get", "secret", "token", "-o", format, "--show-secrets")
    #expect(open.output.contains("aHVudGVyMg=="))
  }

  @Test("names are printed for scripts, labels choose")
  func namesAndLabels() async throws {
    let terminal = try await furnished()
    #expect(
      await terminal.run("get", "ks,gitrepo", "-o", "name").output == """
        kustomization.kustomize.toolkit.fluxcd.io/apps
        gitrepository.source.toolkit.fluxcd.io/app

        """)
    #expect(await terminal.run("get", "secrets", "-l", "app in (web)", "-o", "name").output == "secret/token\n")
    #expect(await terminal.run("get", "secrets", "-l", "app!=web", "-o", "name").output == "")
  }

  @Test(
    "what does not exist is told apart by the exit status",
    arguments: [
      (["get", "ks", "none"], 3, "Kustomization \"none\" not found in namespace \"default\""),
      (["get", "kustomisation"], 2, "there is no kind \"kustomisation\"; did you mean \"kustomization\"?"),
      (["get", "cm", "-n", "empty"], 0, "no configmaps found in namespace \"empty\""),
      (["get", "source", "svn"], 2, "source svn: there is no such kind"),
      (["get"], 2, "Missing expected argument"),
      (["get", "ks", "-l", "=x"], 2, "--selector"),
    ] as [([String], Int32, String)])
  func absent(arguments: [String], status: Int32, message: String) async throws {
    let terminal = try await furnished()
    let outcome = await terminal.run(arguments)
    #expect(outcome.status == status)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test("a kind of a stored CustomResourceDefinition can be named")
  func customKind() async throws {
    let terminal = try Terminal()
    try await terminal.put([
      "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
      "metadata": ["name": "birds.zoo.example"],
      "spec": [
        "group": "zoo.example", "scope": "Cluster",
        "names": ["kind": "Bird", "plural": "birds", "singular": "bird", "shortNames": ["bd"]],
        "versions": [["name": "v1", "storage": true, "served": true]],
      ],
    ])
    try await terminal.put(["apiVersion": "zoo.example/v1", "kind": "Bird", "metadata": ["name": "martlet"]])
    for word in ["birds", "Bird", "bd", "birds.zoo.example"] {
      #expect(await terminal.run("get", word, "-o", "name").output == "bird.zoo.example/martlet\n")
    }
  }

  @Test("a watch prints a row for each change that looks different")
  func watch() async throws {
    let terminal = try await furnished()
    let (rows, found) = AsyncStream.makeStream(of: String.self)
    let watching = Task {
      await terminal.run(["get", "gitrepo", "--watch"]) { text in found.yield(text) }
    }
    for await text in rows where text.contains("app    main@sha1:01234567   False") { break }
    _ = await terminal.run("suspend", "gitrepo", "app")
    let (more, _) = (rows, 0)
    for await text in more where text.contains("True        True") { break }
    watching.cancel()
    _ = await watching.value
  }

  @Test("describe shows conditions and events, and of a Secret only the lengths")
  func describe() async throws {
    let terminal = try await furnished()
    let secret = await terminal.run("describe", "secret", "token")
    #expect(secret.output.contains("password: 7 bytes"))
    #expect(!secret.output.contains("aHVudGVyMg"))
    #expect(!secret.output.contains("hunter2"))
    let repository = await terminal.run("describe", "gitrepo/app")
    #expect(repository.output.contains("url: https://git.example/app"))
    #expect(repository.output.contains("Conditions:\n  TYPE    STATUS   REASON"))
    #expect(await terminal.run("describe", "gitrepo", "none").status == 3)
  }
}
