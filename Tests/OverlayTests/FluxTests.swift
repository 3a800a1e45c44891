import Overlay
import Structure
import Testing

@Suite("Building as Flux does")
struct FluxTests {
  @Test("A directory without kustomization is built from all manifests below it, kustomized folders as a whole")
  func generated() throws {
    let text = try render(
      [
        "app/b.yaml": Sample.service, "app/a/c.yml": Sample.configMap, "app/notes.txt": "not yaml: [",
        "app/sub/kustomization.yaml": "resources: [d.yaml]\nnamePrefix: sub-\n", "app/sub/d.yaml": Sample.deployment,
        "app/sub/ignored.yaml": "kind: Nothing\n",
      ], "app", options: .flux)
    #expect(text.components(of: "---\n") == 2)
    #expect(text.contains("  name: sub-web\n"))
    // As read: a/, b.yaml, sub/.
    #expect(text.hasPrefix("apiVersion: v1\ndata:"))
  }

  @Test("Additions go on top of the file's own")
  func additions() throws {
    var options = Overlay.Options.flux
    options.additions.targetNamespace = "prod"
    options.additions.namePrefix = "x-"
    var image = Overlay.Additions.Image(name: "nginx")
    image.newTag = "9"
    options.additions.images = [image]
    var target = Overlay.Additions.Target()
    target.kind = "Deployment"
    options.additions.patches = [
      .init(patch: "- op: replace\n  path: /spec/replicas\n  value: 4\n", target: target)
    ]
    options.additions.commonLabels = ["team": "blue"]
    let text = try render(
      [
        "kustomization.yaml": "resources: [d.yaml]\nimages:\n- name: nginx\n  newTag: \"2\"\nnamespace: dev\n",
        "d.yaml": Sample.deployment,
      ], options: options)
    for part in ["  namespace: prod\n", "  name: x-web\n", "image: nginx:9\n", "replicas: 4\n", "    team: blue\n"] {
      #expect(text.contains(part))
    }
  }

  @Test("Flux reads files from anywhere in the tree, kustomize only from below")
  func restriction() throws {
    let files = ["app/kustomization.yaml": "resources: [../c.yaml]\n", "c.yaml": Sample.configMap]
    #expect(try render(files, "app", options: .flux) == Sample.configMap.sortedDocument)
    #expect(firstLine(files, "app").contains("security"))
  }
}

extension String {
  /// The sample ConfigMap as it is printed.
  fileprivate var sortedDocument: String {
    "apiVersion: v1\ndata:\n  key: value\nkind: ConfigMap\nmetadata:\n  name: settings\n"
  }
}
