/// A version by semver.org 2.0: `1.2.3-rc.1+build`.
package struct SemanticVersion: Sendable, Hashable {
  package var major: UInt64
  package var minor: UInt64
  package var patch: UInt64
  /// The identifiers after `-`.
  package var prerelease: [String] = []
  /// After `+`; counts in no comparison.
  package var build = ""

  package init(major: UInt64, minor: UInt64, patch: UInt64, prerelease: [String] = [], build: String = "") {
    self.major = major
    self.minor = minor
    self.patch = patch
    self.prerelease = prerelease
    self.build = build
  }

  /// A tag of a repository: all three numbers, and a leading `v` allowed, as Flux reads tags.
  package init?(tag: String) {
    guard let parts = Parts(tag.hasPrefix("v") ? tag.dropFirst() : tag[...]), parts.numbers.count == 3 else {
      return nil
    }
    self.init(parts)
  }

  init(_ parts: Parts) {
    let numbers = parts.numbers + [0, 0, 0]
    self.init(
      major: numbers[0], minor: numbers[1], patch: numbers[2], prerelease: parts.prerelease, build: parts.build)
  }

  /// The text of a version taken apart; wildcards are the job of ``VersionConstraint``.
  struct Parts {
    var numbers: [UInt64] = []
    var prerelease: [String] = []
    var build = ""

    init?(_ text: Substring) {
      guard text.utf8.count <= 256 else { return nil }
      var rest = text
      if let plus = rest.firstIndex(of: "+") {
        build = String(rest[rest.index(after: plus)...])
        guard Self.areIdentifiers(build.split(separator: ".", omittingEmptySubsequences: false)) else { return nil }
        rest = rest[..<plus]
      }
      if let dash = rest.firstIndex(of: "-") {
        let identifiers = rest[rest.index(after: dash)...].split(separator: ".", omittingEmptySubsequences: false)
        guard Self.areIdentifiers(identifiers), !identifiers.contains(where: Self.hasLeadingZero) else { return nil }
        prerelease = identifiers.map(String.init)
        rest = rest[..<dash]
      }
      for number in rest.split(separator: ".", omittingEmptySubsequences: false) {
        guard !number.isEmpty, number.utf8.allSatisfy(Self.isDigit), !Self.hasLeadingZero(number),
          let value = UInt64(number)
        else { return nil }
        numbers.append(value)
      }
      guard (1...3).contains(numbers.count) else { return nil }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func hasLeadingZero(_ text: Substring) -> Bool {
      text.utf8.count > 1 && text.hasPrefix("0") && text.utf8.allSatisfy(isDigit)
    }

    private static func areIdentifiers(_ words: [Substring]) -> Bool {
      words.allSatisfy { word in
        !word.isEmpty
          && word.utf8.allSatisfy { byte in
            isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "-")
          }
      }
    }
  }
}

extension SemanticVersion: Comparable {
  /// By precedence: a pre-release stands before its release, build metadata does not count.
  package static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
    if (left.major, left.minor, left.patch) != (right.major, right.minor, right.patch) {
      return (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }
    if left.prerelease.isEmpty || right.prerelease.isEmpty {
      return !left.prerelease.isEmpty && right.prerelease.isEmpty
    }
    for (one, other) in zip(left.prerelease, right.prerelease) where one != other {
      switch (UInt64(one), UInt64(other)) {
      case (let one?, let other?): return one < other
      case (_?, nil): return true
      case (nil, _?): return false
      case (nil, nil): return Array(one.utf8).lexicographicallyPrecedes(Array(other.utf8))
      }
    }
    return left.prerelease.count < right.prerelease.count
  }

  package static func == (left: SemanticVersion, right: SemanticVersion) -> Bool { !(left < right) && !(right < left) }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(major)
    hasher.combine(minor)
    hasher.combine(patch)
  }
}

extension SemanticVersion: CustomStringConvertible {
  package var description: String {
    "\(major).\(minor).\(patch)" + (prerelease.isEmpty ? "" : "-\(prerelease.joined(separator: "."))")
      + (build.isEmpty ? "" : "+\(build)")
  }
}
