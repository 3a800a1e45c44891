import Overlay
import Structure
import Testing

@Suite("Mistakes")
struct MistakeTests {
  @Test("The first line names the file, the line and the mistake", arguments: Mistake.all)
  func firstLineOfMessage(_ mistake: Mistake) {
    let line = firstLine(mistake.files, mistake.directory)
    #expect(line.hasPrefix(mistake.place + " ") || line.hasPrefix(mistake.place), "\(line)")
    #expect(line.contains(mistake.words), "\(line)")
  }

  @Test("There are a hundred of them")
  func count() {
    #expect(Mistake.all.count >= 100)
    #expect(Set(Mistake.all.map(\.name)).count == Mistake.all.count)
  }

  @Test("The lines below name the overlays on the way")
  func chain() {
    let files = [
      "top/kustomization.yaml": "resources: [../mid]\n", "mid/kustomization.yaml": "resources: [../base]\n",
      "base/kustomization.yaml": "resources: [none.yaml]\n",
    ]
    let error = #expect(throws: OverlayError.self) { try render(files, "top") }
    #expect(error?.chain == ["top/kustomization.yaml", "mid/kustomization.yaml", "base/kustomization.yaml"])
    #expect(
      error?.description.split(separator: "\n").dropFirst().map(String.init) == [
        "  from mid/kustomization.yaml", "  from top/kustomization.yaml",
      ])
  }
}
