import Kube
import Structure
import Testing
import Toolkit

@Suite("Typed specs")
struct SpecTests {
  @Test("of a GitRepository have Flux's defaults")
  func gitRepositoryDefaults() throws {
    let spec = try GitRepository.spec(
      of: object(GitRepository.definition, spec: "{url: 'https://h/r', interval: 5m0s}"))
    #expect(spec.interval == .seconds(300))
    #expect(spec.timeout == .seconds(60))
    #expect(spec.reference == GitRepository.Reference())
    #expect(spec.secretName == nil)
    #expect(spec.ignore == nil)
    #expect(!spec.isSuspended)
  }

  @Test("of a GitRepository hold every field")
  func gitRepository() throws {
    let spec = try GitRepository.spec(
      of: object(
        GitRepository.definition,
        spec: """
          url: git@host:team/app.git
          interval: 1h
          timeout: 1m30s
          secretRef: {name: key}
          suspend: true
          ignore: ""
          ref: {branch: main, tag: v1, semver: ">=1.0.0", name: refs/heads/x, commit: abc}
          """))
    #expect(spec.timeout == .seconds(90))
    #expect(spec.secretName == "key")
    #expect(spec.isSuspended)
    #expect(spec.ignore == "")
    #expect(
      spec.reference
        == GitRepository.Reference(
          branch: "main", tag: "v1", semver: ">=1.0.0", name: "refs/heads/x", commit: "abc"))
  }

  @Test("of a Kustomization have Flux's defaults", arguments: [("10m", 570), ("40s", 30), ("1s", 30)])
  func kustomizationDefaults(interval: String, timeout: Int) throws {
    let spec = try Kustomization.spec(
      of: object(
        Kustomization.definition,
        spec: "{interval: \(interval), prune: false, sourceRef: {kind: GitRepository, name: app}}"))
    #expect(spec.timeout == .seconds(timeout))
    #expect(spec.retryInterval == spec.interval)
    #expect(spec.deletionPolicy == .mirrorPrune)
    #expect(spec.path.isEmpty)
    #expect(!spec.wait)
    #expect(!spec.force)
    #expect(spec.sourceRef.key(in: "apps") == GitRepository.key(namespace: "apps", name: "app"))
  }

  @Test("of a Kustomization hold every field")
  func kustomization() throws {
    let spec = try Kustomization.spec(
      of: object(
        Kustomization.definition,
        spec: """
          interval: 60m0s
          retryInterval: 2m
          timeout: 3s
          prune: true
          wait: true
          force: true
          path: ./deploy
          targetNamespace: web
          deletionPolicy: Orphan
          namePrefix: a-
          nameSuffix: -z
          components: [../c]
          ignoreMissingComponents: true
          buildMetadata: [originAnnotations]
          sourceRef: {kind: GitRepository, name: app, namespace: shared}
          commonMetadata: {labels: {team: x}, annotations: {note: why}}
          dependsOn: [{name: base}, {name: crds, namespace: infra}]
          healthChecks: [{apiVersion: apps/v1, kind: Deployment, name: web, namespace: prod}]
          images: [{name: app, newName: r/app, newTag: v2, digest: "sha256:aa"}]
          patches: [{patch: "[]", target: {kind: Deployment, labelSelector: a=b}}, {patch: "{}"}]
          """))
    #expect(spec.timeout == .seconds(3))
    #expect(spec.retryInterval == .seconds(120))
    #expect(spec.deletionPolicy == .orphan)
    #expect(spec.commonLabels == ["team": "x"])
    #expect(spec.commonAnnotations == ["note": "why"])
    #expect(
      spec.dependsOn.map { $0.key(in: "apps").description } == ["Kustomization/apps/base", "Kustomization/infra/crds"])
    #expect(
      spec.healthChecks == [
        Kustomization.HealthCheck(apiVersion: "apps/v1", kind: "Deployment", name: "web", namespace: "prod")
      ])
    #expect(
      spec.images == [Kustomization.Image(name: "app", newName: "r/app", newTag: "v2", digest: "sha256:aa")])
    #expect(
      spec.patches == [
        Kustomization.Patch(patch: "[]", target: Kustomization.Selector(kind: "Deployment", labelSelector: "a=b")),
        Kustomization.Patch(patch: "{}", target: nil),
      ])
    #expect(spec.sourceRef.key(in: "apps").namespace == "shared")
    #expect([spec.namePrefix, spec.nameSuffix] == ["a-", "-z"])
    #expect(spec.components == ["../c"])
    #expect(spec.buildMetadata == ["originAnnotations"])
  }

  @Test("of an Alert and a Provider hold every field")
  func notification() throws {
    let alert = try Alert.spec(
      of: object(
        Alert.definition,
        spec: """
          providerRef: {name: chat}
          eventSources: [{kind: GitRepository, name: "*", namespace: x, matchLabels: {a: b}}]
          inclusionList: [".*"]
          exclusionList: ["^waiting"]
          eventMetadata: {env: prod}
          summary: production
          """))
    #expect(alert.severity == .info)
    #expect(alert.providerName == "chat")
    #expect(
      alert.sources == [
        Alert.Source(apiVersion: nil, kind: "GitRepository", name: "*", namespace: "x", matchLabels: ["a": "b"])
      ])
    #expect(alert.exclusionList == ["^waiting"])
    #expect(alert.eventMetadata == ["env": "prod"])
    let provider = try Provider.spec(
      of: object(
        Provider.definition,
        spec: """
          {type: slack, channel: general, username: bot, address: 'https://chat/x', timeout: 5s,
           secretRef: {name: token}, certSecretRef: {name: ca}, proxySecretRef: {name: proxy}, suspend: true}
          """))
    #expect(provider.type == "slack")
    #expect(provider.timeout == .seconds(5))
    #expect(
      [provider.secretName, provider.certificateSecretName, provider.proxySecretName] == ["token", "ca", "proxy"])
    #expect(provider.isSuspended)
  }
}
