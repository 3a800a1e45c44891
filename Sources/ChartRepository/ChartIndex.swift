import HTTP
import Registry
import Structure
import Template

/// The versions of one chart in a repository's `index.yaml`.
struct ChartIndex: Sendable {
  struct Entry: Sendable, Hashable {
    var version: String
    /// As they stand there: absolute, or relative to the repository.
    var urls: [String]
    /// As it stands there; usually the hexadecimal SHA-256 of the archive.
    var digest: String?
  }

  /// In the order of the file; those that Helm would pass over are left out.
  let entries: [Entry]

  /// - Parameters:
  ///   - chart: Whose versions to keep.
  ///   - source: The address of the index, for messages.
  /// - Throws: ``ChartFetchError``.
  init(_ bytes: [UInt8], chart: String, source: String) throws(ChartFetchError) {
    func malformed(_ message: String) -> ChartFetchError {
      ChartFetchError(.malformed, "the repository's index is malformed: \(message)", subject: source)
    }
    let value: Value
    do throws(SyntaxError) {
      if let json = Self.json(bytes) { value = json } else { value = try YAML.parse(bytes, options: Self.options) }
    } catch {
      throw malformed("\(error)")
    }
    guard let index = value.object else { throw malformed("expected a mapping with 'apiVersion' and 'entries'") }
    guard index["apiVersion"]?.string?.isEmpty == false else { throw malformed("it has no 'apiVersion'") }
    let charts = index["entries"]?.object ?? Mapping()
    guard let versions = charts[chart] else {
      let names = charts.keys.filter(ChartLocation.isName).sorted()
      let shown = names.prefix(5).joined(separator: ", ")
      throw ChartFetchError(
        .notFound,
        names.isEmpty
          ? "the repository has no charts"
          : "the repository has no chart '\(chart)'; it has \(shown)"
            + (names.count > 5 ? " and \(names.count - 5) more" : ""),
        subject: source)
    }
    entries = (versions.array ?? []).compactMap(Self.entry)
  }

  /// Some repositories write JSON, which is read much faster as what it is.
  private static func json(_ bytes: [UInt8]) -> Value? {
    guard bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return nil }
    return try? JSON.parse(bytes, depthLimit: 100)
  }

  private static let options = YAML.ReadOptions(depthLimit: 100)

  /// Nil for what is no version of a chart: Helm passes it over and takes the others.
  private static func entry(_ value: Value) -> Entry? {
    guard let entry = value.object, let name = entry["name"]?.string, ChartLocation.isName(name),
      let version = entry["version"]?.string, (try? SemanticVersion(version)) != nil
    else { return nil }
    let urls = (entry["urls"]?.array ?? []).compactMap(\.string)
    return Entry(version: version, urls: urls, digest: entry["digest"]?.string.flatMap { $0.isEmpty ? nil : $0 })
  }

  // MARK: Addresses

  /// Where a repository keeps its index: below its path, with its query.
  static func address(in repository: WebAddress) throws(HTTPError) -> WebAddress {
    try resolve("index.yaml", repository)
  }

  /// The address of an archive: relative ones begin at the repository and keep its query, which may hold a token.
  static func resolve(_ text: String, _ repository: WebAddress) throws(HTTPError) -> WebAddress {
    if hasScheme(text) { return try WebAddress(text) }
    let start = repository.text.prefix { $0 != "?" }
    let folder = try WebAddress(start.hasSuffix("/") ? String(start) : "\(start)/")
    let found = try WebAddress(text, relativeTo: folder)
    guard let query = repository.query, found.query == nil, found.sharesOrigin(with: repository) else { return found }
    return try WebAddress("\(found.text)?\(query)")
  }

  private static func hasScheme(_ text: String) -> Bool {
    guard let mark = text.utf8.firstRange(of: "://".utf8) else { return false }
    return text[..<mark.lowerBound].allSatisfy { $0.isLetter || $0.isNumber || "+-.".contains($0) }
  }
}
