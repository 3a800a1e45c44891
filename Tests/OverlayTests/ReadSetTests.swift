import Overlay
import Structure
import Testing

@Suite("The read set")
struct ReadSetTests {
  private let files = [
    "top/kustomization.yaml": "resources: [../base]\n", "base/kustomization.yaml": "resources: [c.yaml]\n",
    "base/c.yaml": Sample.configMap, "other/x.yaml": "a: b\n",
  ]

  @Test("It holds what was read and what was looked for in vain, and nothing else")
  func content() throws {
    let set = try Overlay.build(tree: MemoryFileTree(texts: files), directory: "top").readSet
    #expect(set.paths["base/c.yaml"] != nil)
    #expect(set.paths["base/kustomization.yml"] == .missing)
    #expect(set.paths["other/x.yaml"] == nil)
  }

  @Test("It notices a change, a file that appears, and nothing that does not matter")
  func changes() throws {
    let set = try Overlay.build(tree: MemoryFileTree(texts: files), directory: "top").readSet
    #expect(try set.isCurrent(in: MemoryFileTree(texts: files)))
    var changed = files
    changed["other/x.yaml"] = "changed"
    #expect(try set.isCurrent(in: MemoryFileTree(texts: changed)))
    changed["base/c.yaml"] = Sample.service
    #expect(try !set.isCurrent(in: MemoryFileTree(texts: changed)))
    var appeared = files
    appeared["base/kustomization.yml"] = "resources: []\n"
    #expect(try !set.isCurrent(in: MemoryFileTree(texts: appeared)))
  }

  @Test("The listing of a generated build counts")
  func listing() throws {
    let tree = ["c.yaml": Sample.configMap]
    let set = try Overlay.build(tree: MemoryFileTree(texts: tree), directory: "", options: .flux).readSet
    var more = tree
    more["d.yaml"] = Sample.deployment
    #expect(try !set.isCurrent(in: MemoryFileTree(texts: more)))
  }

  @Test("Equal trees give equal digests")
  func digest() throws {
    let one = try Overlay.build(tree: MemoryFileTree(texts: files), directory: "top").readSet.digest
    let two = try Overlay.build(tree: MemoryFileTree(texts: files), directory: "top").readSet.digest
    #expect(one == two)
  }
}
