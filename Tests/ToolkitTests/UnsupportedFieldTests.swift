import Kube
import Testing
import Toolkit

@Suite("Fields of Flux that this release does not act on")
struct UnsupportedFieldTests {
  @Test(
    "of a GitRepository are accepted and named",
    arguments: [
      ("verify: {secretRef: {name: keys}}", "spec.verify"), ("sparseCheckout: [charts]", "spec.sparseCheckout"),
      ("include: [{repository: {name: other}}]", "spec.include"),
      ("recurseSubmodules: true", "spec.recurseSubmodules"), ("proxySecretRef: {name: p}", "spec.proxySecretRef"),
    ])
  func gitRepository(field: String, path: String) throws {
    let object = try object(GitRepository.definition, spec: "{url: 'https://h/r', interval: 1m, \(field)}")
    #expect(GitRepository.definition.errors(in: object).isEmpty)
    #expect(
      GitRepository.definition.unsupportedFields(in: object).map(\.description) == [
        "\(path): is not supported by this release yet; remove the field"
      ])
  }

  @Test(
    "of a Kustomization are accepted and named",
    arguments: [
      ("decryption: {provider: sops}", "spec.decryption"), ("postBuild: {substitute: {a: b}}", "spec.postBuild"),
      ("kubeConfig: {secretRef: {name: k}}", "spec.kubeConfig"), ("serviceAccountName: s", "spec.serviceAccountName"),
      ("healthCheckExprs: [{apiVersion: v1, current: x}]", "spec.healthCheckExprs"),
      ("dependsOn: [{name: a}, {name: b, readyExpr: x}]", "spec.dependsOn[1].readyExpr"),
      ("ignore: [{paths: [/spec/replicas]}]", "spec.ignore"),
    ])
  func kustomization(field: String, path: String) throws {
    let object = try object(
      Kustomization.definition,
      spec: "{interval: 1m, prune: true, sourceRef: {kind: GitRepository, name: app}, \(field)}")
    #expect(Kustomization.definition.errors(in: object).isEmpty)
    #expect(Kustomization.definition.unsupportedFields(in: object).map(\.path.description) == [path])
  }

  @Test("are told from values that are supported")
  func values() throws {
    let cloud = try object(GitRepository.definition, spec: "{url: 'https://h/r', interval: 1m, provider: aws}")
    #expect(
      GitRepository.definition.unsupportedFields(in: cloud).map(\.description) == [
        "spec.provider: \"aws\" is not supported by this release yet; supported: generic"
      ])
    let plain = try object(
      GitRepository.definition,
      spec: "{url: 'https://h/r', interval: 1m, provider: generic, recurseSubmodules: false, sparseCheckout: []}")
    #expect(GitRepository.definition.unsupportedFields(in: plain).isEmpty)
    let pager = try object(Provider.definition, spec: "{type: pagerduty}")
    #expect(
      Provider.definition.unsupportedFields(in: pager).map(\.description) == [
        "spec.type: \"pagerduty\" is not supported by this release yet; supported: slack, discord, msteams, generic"
      ])
  }
}
