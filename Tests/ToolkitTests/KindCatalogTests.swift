import Kube
import Testing
import Toolkit

@Suite("The catalog of kinds")
struct KindCatalogTests {
  @Test(
    "finds a kind by every name that people use",
    arguments: [
      ("gitrepo", "GitRepository"), ("gitrepositories", "GitRepository"), ("GitRepository", "GitRepository"),
      ("gitrepositories.source.toolkit.fluxcd.io", "GitRepository"), ("ks", "Kustomization"),
      ("kustomization", "Kustomization"), ("alerts", "Alert"), ("provider", "Provider"),
    ])
  func naming(word: String, kind: String) {
    #expect(KindCatalog.definition(named: word)?.kind.kind == kind)
  }

  @Test("knows nothing else")
  func unknown() {
    #expect(KindCatalog.definition(named: "pods") == nil)
    #expect(KindCatalog.definition(of: GroupKind(group: "kustomize.config.k8s.io", kind: "Kustomization")) == nil)
  }

  @Test("has kinds that all can be suspended")
  func suspending() { #expect(KindCatalog.all.filter { !$0.canBeSuspended }.isEmpty) }
}
