import Registry
import Template

/// Which version of a chart is wanted: none in particular, one, or any of a range. Helm's rules.
struct VersionRequirement: Sendable {
  /// As given; empty for the newest release.
  let text: String
  private let constraint: VersionConstraint

  /// - Throws: ``ChartFetchError`` with `invalidReference`.
  init(_ text: String?) throws(ChartFetchError) {
    self.text = text ?? ""
    let shown = RegistryClient.remoteText(self.text)
    // A range is cut up by patterns; nobody writes a long one.
    guard self.text.utf8.count <= 1_024 else {
      throw ChartFetchError(.invalidReference, "the version is too long", subject: shown)
    }
    do {
      constraint = try VersionConstraint(self.text.isEmpty ? "*" : self.text)
    } catch {
      throw ChartFetchError(
        .invalidReference, "expected a version such as 1.2.3 or a range such as '>=1.2.0 <2.0.0' (\(error))",
        subject: shown)
    }
  }

  /// Whether this names one version, all three numbers of it, so that no list is needed to find it.
  var isExact: Bool {
    guard (try? SemanticVersion(text)) != nil else { return false }
    return text.utf8.prefix { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "+") }
      .filter { $0 == UInt8(ascii: ".") }.count == 2
  }

  /// The version to take: the very text that was asked for, else the highest that the range takes.
  /// - Returns: Its index; what is no version is passed over.
  func choose(from versions: [String]) -> Int? {
    if !text.isEmpty, let exact = versions.firstIndex(of: text) { return exact }
    var best: (index: Int, version: SemanticVersion)?
    for (index, candidate) in versions.enumerated() {
      guard let version = try? SemanticVersion(candidate), constraint.allows(version) else { continue }
      if let best, version.compare(best.version) <= 0 { continue }
      best = (index, version)
    }
    return best?.index
  }

  /// Why none of `versions` was chosen, with what there is instead.
  func refusal(_ versions: [String], what: String) -> ChartFetchError {
    let sorted = versions.compactMap { text in (try? SemanticVersion(text)).map { (text, $0) } }
      .sorted { $0.1.compare($1.1) > 0 }.map(\.0)
    guard !sorted.isEmpty else { return ChartFetchError(.notFound, "there is no version of the chart", subject: what) }
    let shown = sorted.prefix(5).joined(separator: ", ")
    let more = sorted.count > 5 ? " and \(sorted.count - 5) more" : ""
    let wanted = text.isEmpty ? "there are only pre-releases" : "no version fits '\(text)'"
    let hint = text.isEmpty ? "; ask for '>=0.0.0-0' to take one" : ""
    return ChartFetchError(.notFound, "\(wanted); there is \(shown)\(more)\(hint)", subject: what)
  }
}
