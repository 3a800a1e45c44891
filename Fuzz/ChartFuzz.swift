import Chart
import Structure
import Template

/// Loads and renders charts: the input as an archive, and as files that stand one behind the other, each a path, a line
/// break, its text, and a form feed.
enum ChartFuzz {
  static func run(_ bytes: [UInt8]) {
    if let chart = try? ChartLoader.load(archive: bytes, name: "archive") { render(chart) }
    var files = ["Chart.yaml": Array("apiVersion: v2\nname: a\nversion: 1.0.0\n".utf8)]
    for part in bytes.split(separator: 0x0C).prefix(40) {
      guard let end = part.firstIndex(of: 0x0A) else { continue }
      let path = String(decoding: part[..<end], as: UTF8.self)
      let names = path.split(separator: "/", omittingEmptySubsequences: false)
      guard names.count < 12, names.allSatisfy({ !["", ".", ".."].contains($0) }) else { continue }
      files[path] = Array(part[part.index(after: end)...])
    }
    if let chart = try? ChartLoader.load(tree: MemoryFileTree(files), name: "folder") { render(chart) }
  }

  private static func render(_ chart: Chart) {
    var options = ReleaseOptions(name: "r", namespace: "n")
    options.execution.limits = .init(text: 1 << 18, steps: 20_000, depth: 100, elements: 10_000, work: 1 << 22)
    guard let rendered = try? ChartRenderer.render(chart, values: UserValues(), options: options) else { return }
    _ = try? ReleaseManifests(rendered).write()
  }
}
