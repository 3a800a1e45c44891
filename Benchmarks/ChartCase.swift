import FoundationEssentials
import Structure

/// A chart of the conformance corpus with values, and what is known of its output.
struct ChartCase {
  var name: String
  /// The folder or archive.
  var chart: String
  /// The files of values.
  var values: [String]
  /// Templates whose text differs from run to run.
  var random: Set<String>
  /// Of the expected output.
  private var size: Int

  /// The corpus beside the clone.
  static let corpus = "../shared/conformance/helm/charts"

  static var corpusExists: Bool { FileManager.default.fileExists(atPath: corpus) }

  /// The charts with the most output, each with the values that make the most of it.
  static func largest(_ count: Int) throws -> [ChartCase] {
    let names = try FileManager.default.contentsOfDirectory(atPath: corpus)
    let cases = try names.sorted().compactMap { try largest(in: $0) }
    return Array(cases.sorted { $0.size > $1.size }.prefix(count))
  }

  private static func largest(in name: String) throws -> ChartCase? {
    let folder = "\(corpus)/\(name)"
    guard let text = FileManager.default.contents(atPath: "\(folder)/case.json") else { return nil }
    let description = try JSON.parse([UInt8](text))
    let chart = "\(folder)/\(description["chart"]?.string ?? "chart")"
    return (description["runs"]?.array ?? []).compactMap { run in
      // The SDK can be told neither versions nor kinds of the cluster.
      guard let expected = run["expected"]?.string, run["kube_version"]?.isNull ?? true,
        run["api_versions"]?.array?.isEmpty ?? true, run["is_upgrade"]?.bool != true
      else { return nil }
      return ChartCase(
        name: name, chart: chart,
        values: run["values"]?.array?.compactMap { $0.string.map { "\(folder)/\($0)" } } ?? [],
        random: Set(run["nondeterministic"]?.array?.compactMap(\.string) ?? []),
        size: FileManager.default.contents(atPath: "\(folder)/\(expected)")?.count ?? 0)
    }.max { $0.size < $1.size }
  }

  /// The texts of templates that can be compared with those of another renderer. Values are equal byte by byte.
  func comparable(_ files: [String: Value]) -> [String: Value] {
    files.filter { name, _ in !random.contains(name) && name.split(separator: "/").last?.first != "_" }
  }
}
