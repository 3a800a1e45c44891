import Chart
import Structure

/// Charts of the tests: texts by path, with a `Chart.yaml` where none is given.
enum Sample {
  static func chart(_ files: [String: String]) throws(ChartError) -> Chart {
    try ChartLoader.load(tree: tree(files), name: "app")
  }

  static func tree(_ files: [String: String]) -> MemoryFileTree {
    var texts = files
    if texts["Chart.yaml"] == nil { texts["Chart.yaml"] = "apiVersion: v2\nname: app\nversion: 1.0.0\n" }
    return MemoryFileTree(texts: texts)
  }

  /// What each template writes.
  static func render(
    _ files: [String: String], values: String = "{}", options: ReleaseOptions = release
  ) throws(ChartError) -> [String: String] {
    let user = try UserValues(files: [ChartFile(path: "values.yaml", content: Array(values.utf8))])
    let rendered = try ChartRenderer.render(try chart(files), values: user, options: options)
    return Dictionary(
      uniqueKeysWithValues: rendered.files.map { ($0.name, String(decoding: $0.content, as: UTF8.self)) })
  }

  /// What the only template writes.
  static func text(
    _ template: String, _ files: [String: String] = [:], values: String = "{}", options: ReleaseOptions = release
  ) throws(ChartError) -> String {
    let all = try render(files.merging(["templates/t.yaml": template]) { $1 }, values: values, options: options)
    return all["app/templates/t.yaml"] ?? "nothing"
  }

  static let release = ReleaseOptions(name: "demo", namespace: "ns")

  /// The message that something fails with.
  static func message(_ body: () throws(ChartError) -> some Any) -> String {
    do throws(ChartError) {
      _ = try body()
      return "no error"
    } catch {
      return "\(error)"
    }
  }
}
