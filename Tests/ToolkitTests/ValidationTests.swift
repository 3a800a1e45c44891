import Kube
import Structure
import Testing
import Toolkit

@Suite("Validation names the field and what was expected")
struct ValidationTests {
  private static let source = "sourceRef: {kind: GitRepository, name: app}"

  @Test(
    "of a GitRepository",
    arguments: [
      ("{url: 'https://h/r', interval: 5x}", "spec.interval: \"5x\" is not a duration; write it like 30s, 5m or 1h30m"),
      (
        "{url: 'https://h/r', interval: 5}",
        "spec.interval: must be a duration such as 30s, 5m or 1h30m, not an integer"
      ),
      (
        "{url: 'https://h/r', interval: 0}",
        "spec.interval: must be a duration such as 30s, 5m or 1h30m, not an integer"
      ),
      (
        "{url: 'https://h/r', interval: -5m}",
        "spec.interval: \"-5m\" is not a duration; write it like 30s, 5m or 1h30m"
      ),
      (
        "{url: 'https://h/r', interval: 5us}",
        "spec.interval: \"5us\" is not a duration; write it like 30s, 5m or 1h30m"
      ),
      (
        "{url: 'https://h/r', interval: 5m, timeout: 1h}",
        "spec.timeout: \"1h\" must be written in minutes and seconds; write it like 30s or 90m"
      ),
      ("{interval: 5m}", "spec.url: is required"),
      (
        "{url: 'ftp://h/r', interval: 5m}",
        "spec.url: \"ftp://h/r\" must be an address such as https://host/path, ssh://git@host/path, git@host:path or "
          + "file:///path"
      ),
      ("{url: 'https://h/r', interval: 5m, ref: main}", "spec.ref: must be a mapping, not a string"),
      (
        "{url: 'https://h/r', interval: 5m, ref: {brunch: main}}",
        "spec.ref.brunch: there is no such field; did you mean \"branch\"?"
      ),
      (
        "{url: 'https://h/r', intervall: 5m, interval: 5m}",
        "spec.intervall: there is no such field; did you mean \"interval\"?"
      ),
      ("{url: 'https://h/r', interval: 5m, suspend: 'yes'}", "spec.suspend: must be true or false, not a string"),
      (
        "{url: 'https://h/r', interval: 5m, provider: gitlab}",
        "spec.provider: \"gitlab\" is unknown; did you mean \"github\"?"
      ),
      (
        "{url: 'https://h/r', interval: 5m, serviceAccountName: robot}",
        "spec.serviceAccountName: can only be set when provider is azure or aws"
      ),
      ("{url: 'https://h/r', interval: 5m, secretRef: {}}", "spec.secretRef.name: is required"),
    ])
  func gitRepository(spec: String, error: String) throws {
    let errors = GitRepository.definition.errors(in: try object(GitRepository.definition, spec: spec))
    #expect(errors.map(\.description) == [error])
  }

  @Test(
    "of a Kustomization",
    arguments: [
      ("{interval: 5m, prune: true}", "spec.sourceRef: is required"),
      (
        "{interval: 5m, prune: true, sourceRef: {kind: GitRepo, name: app}}",
        "spec.sourceRef.kind: \"GitRepo\" is unknown; known are OCIRepository, GitRepository, Bucket, ExternalArtifact"
      ),
      ("{interval: 5m, \(source)}", "spec.prune: is required"),
      ("{interval: 5m, prune: true, \(source), dependsOn: [{namespace: x}]}", "spec.dependsOn[0].name: is required"),
      (
        "{interval: 5m, prune: true, \(source), patches: [{patch: x}, {patch: [1]}]}",
        "spec.patches[1].patch: must be a string, not a list"
      ),
      (
        "{interval: 5m, prune: true, \(source), commonMetadata: {labels: {a.b/c: 1}}}",
        "spec.commonMetadata.labels[\"a.b/c\"]: must be a string, not an integer"
      ),
      ("{interval: 5m, prune: true, \(source), targetNamespace: ''}", "spec.targetNamespace: must not be empty"),
      (
        "{interval: 5m, prune: true, \(source), deletionPolicy: Keep}",
        "spec.deletionPolicy: \"Keep\" is unknown; known are MirrorPrune, Delete, WaitForTermination, Orphan"
      ),
      ("{interval: 5m, prune: true, \(source), kubeConfig: {}}", "spec.kubeConfig: needs configMapRef or secretRef"),
    ])
  func kustomization(spec: String, error: String) throws {
    let errors = Kustomization.definition.errors(in: try object(Kustomization.definition, spec: spec))
    #expect(errors.map(\.description) == [error])
  }

  @Test(
    "of an Alert",
    arguments: [
      ("{eventSources: []}", "spec.providerRef: is required"),
      (
        "{providerRef: {name: chat}, eventSources: [{kind: GitRepository, name: ''}]}",
        "spec.eventSources[0].name: must not be empty"
      ),
      (
        "{providerRef: {name: chat}, eventSources: [], eventSeverity: warning}",
        "spec.eventSeverity: \"warning\" is unknown; known are info, error"
      ),
    ])
  func alert(spec: String, error: String) throws {
    let errors = Alert.definition.errors(in: try object(Alert.definition, spec: spec))
    #expect(errors.map(\.description) == [error])
  }

  @Test("of a regular expression says why it is none")
  func expression() throws {
    let spec = "{providerRef: {name: chat}, eventSources: [], exclusionList: ['ok', 'a(b']}"
    let errors = Alert.definition.errors(in: try object(Alert.definition, spec: spec))
    #expect(errors.map(\.path.description) == ["spec.exclusionList[1]"])
    #expect(errors.first?.message.hasPrefix("\"a(b\" is not a regular expression: ") == true)
  }

  @Test("of a Provider ties fields to its type")
  func provider() throws {
    let spec = "{type: slack, commitStatusExpr: x}"
    let errors = Provider.definition.errors(in: try object(Provider.definition, spec: spec))
    #expect(errors.map(\.path.description) == ["spec.commitStatusExpr"])
  }

  @Test("reports all mistakes at once, with pointers")
  func several() throws {
    let object = try object(GitRepository.definition, spec: "{interval: x, ref: {tag: 1}, bogus: true}")
    let error = #expect(throws: InvalidObject.self) { try GitRepository.spec(of: object) }
    #expect(
      error?.errors.map(\.pointer.description) == ["/spec/interval", "/spec/ref/tag", "/spec/url", "/spec/bogus"])
    #expect(error?.errors.map(\.reason) == [.invalid, .invalid, .missing, .unknown])
  }

  @Test("looks at the envelope too")
  func envelope() throws {
    let wrong = try object(
      """
      apiVersion: source.toolkit.fluxcd.io/v1beta2
      kind: GitRepository
      metadata: {}
      sepc: {}
      spec: {url: 'https://h/r', interval: 1m}
      """)
    #expect(
      GitRepository.definition.errors(in: wrong).map(\.description) == [
        "apiVersion: source.toolkit.fluxcd.io/v1beta2 GitRepository is not source.toolkit.fluxcd.io/v1 GitRepository",
        "metadata.name: is required",
        "sepc: there is no such field; did you mean \"spec\"?",
      ])
  }

  @Test("takes a null for a field that is not there")
  func null() throws {
    let spec = "{url: 'https://h/r', interval: 1m, ref: null, suspend: null}"
    #expect(GitRepository.definition.errors(in: try object(GitRepository.definition, spec: spec)).isEmpty)
    let errors = GitRepository.definition.errors(in: try object(GitRepository.definition, spec: "null"))
    #expect(errors.map(\.reason) == [.missing, .missing])
  }

  @Test(
    "knows every address that Git takes",
    arguments: [
      "https://host/a/b.git", "http://127.0.0.1:8080/r", "ssh://git@host:22/r.git", "git@host:team/r.git",
      "file:///srv/git/r.git",
    ])
  func addresses(url: String) throws {
    let object = try object(GitRepository.definition, spec: "{url: '\(url)', interval: 1m}")
    #expect(try GitRepository.spec(of: object).url == url)
  }
}
