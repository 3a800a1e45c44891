import ArgumentParser
import Kube

/// A duration on the command line: `30s`, `5m`, `1h30m`.
struct TimeLimit: ExpressibleByArgument, CustomStringConvertible {
  var duration: Duration

  init(_ duration: Duration) { self.duration = duration }

  init?(argument: String) {
    guard let duration = try? Duration(goDuration: argument), duration > .zero else { return nil }
    self.duration = duration
  }

  var description: String { defaultValueDescription }
  var defaultValueDescription: String { duration.shortDescription }
}

extension Duration {
  /// `5m` rather than Go's `5m0s`.
  var shortDescription: String {
    var text = goDescription
    if text.hasSuffix("m0s") { text.removeLast(2) }
    if text.hasSuffix("h0m") { text.removeLast(2) }
    return text
  }

  /// As kubectl shows an age: two units at most, `45s`, `3m20s`, `5h`, `12d`.
  var age: String {
    let seconds = max(0, components.seconds)
    func pair(_ large: String, _ rest: Int64, _ small: String) -> String {
      rest == 0 ? large : "\(large)\(rest)\(small)"
    }
    return switch seconds {
    case ..<120: "\(seconds)s"
    case ..<600: pair("\(seconds / 60)m", seconds % 60, "s")
    case ..<10_800: "\(seconds / 60)m"
    case ..<28_800: pair("\(seconds / 3600)h", seconds / 60 % 60, "m")
    case ..<172_800: "\(seconds / 3600)h"
    case ..<691_200: pair("\(seconds / 86_400)d", seconds / 3600 % 24, "h")
    case ..<63_072_000: "\(seconds / 86_400)d"
    default: pair("\(seconds / 31_536_000)y", seconds / 86_400 % 365, "d")
    }
  }
}
