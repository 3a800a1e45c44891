import Overlay
import Structure
import Testing

@Suite("Scaling")
struct ScalingTests {
  /// Objects that refer to each other, under two overlays that rename, label and patch them.
  private static func tree(objects: Int) -> MemoryFileTree {
    var documents: [String] = []
    for number in 0..<(objects / 2) {
      documents.append(
        Sample.deployment.replacing("name: web", with: "name: web-\(number)")
          .replacing("name: settings", with: "name: settings-\(number)"))
      documents.append(Sample.configMap.replacing("name: settings", with: "name: settings-\(number)"))
    }
    return MemoryFileTree(texts: [
      "base/kustomization.yaml": "resources: [all.yaml]\n",
      "base/all.yaml": documents.joined(separator: "---\n"),
      "mid/kustomization.yaml": "resources: [../base]\nnamePrefix: a-\ncommonLabels:\n  tier: web\n",
      "top/kustomization.yaml":
        "resources: [../mid]\nnamespace: prod\nnameSuffix: -z\nimages:\n- name: nginx\n  newTag: \"2\"\npatches:\n- target: {kind: Deployment}\n  patch: '[{\"op\": \"replace\", \"path\": \"/spec/replicas\", \"value\": 3}]'\n",
    ])
  }

  private static func seconds(objects: Int) throws -> Double {
    let tree = tree(objects: objects)
    var best = Double.infinity
    for _ in 0..<3 {
      let clock = ContinuousClock()
      let start = clock.now
      let result = try Overlay.build(tree: tree, directory: "top")
      let elapsed = start.duration(to: clock.now)
      #expect(result.objects.count == objects)
      best = min(best, Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18)
    }
    return best
  }

  @Test("Four times the objects take about four times as long")
  func linear() throws {
    let small = try Self.seconds(objects: 250)
    let large = try Self.seconds(objects: 1000)
    // A quadratic step would take sixteen times as long.
    #expect(large / small < 9)
  }

  @Test("A patch for each object does not search all objects each time")
  func manyPatches() throws {
    func files(_ count: Int) -> [String: String] {
      let objects = (0..<count).map { Sample.configMap.replacing("name: settings", with: "name: s-\($0)") }
      let patches = (0..<count).map {
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: s-\($0)\ndata:\n  more: x\n"
      }
      return [
        "kustomization.yaml": "resources: [all.yaml]\npatches:\n- path: p.yaml\n",
        "all.yaml": objects.joined(separator: "---\n"), "p.yaml": patches.joined(separator: "---\n"),
      ]
    }
    func seconds(_ count: Int) throws -> Double {
      let clock = ContinuousClock()
      let start = clock.now
      let text = try render(files(count))
      let elapsed = start.duration(to: clock.now)
      #expect(text.components(of: "more: x") == count)
      return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    }
    let small = try min(seconds(200), seconds(200))
    let large = try min(seconds(800), seconds(800))
    #expect(large / small < 9)
  }
}
