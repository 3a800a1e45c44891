/// Versions (semver.org) and identifiers made of hexadecimal digits.
enum VersionFormat {
  static func semver(_ text: String) -> String? {
    var rest = text.utf8[...]
    if let plus = rest.firstIndex(of: UInt8(ascii: "+")) {
      let build = rest[rest.index(after: plus)...]
      if build.isEmpty { return "build is empty" }
      if let reason = identifiers(build, "build", refusesZeros: false) { return reason }
      rest = rest[..<plus]
    }
    if let hyphen = rest.firstIndex(of: UInt8(ascii: "-")) {
      let release = rest[rest.index(after: hyphen)...]
      if let reason = identifiers(release, "pre-release", refusesZeros: true) { return reason }
      rest = rest[..<hyphen]
    }
    let core = rest.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard core.count == 3 else { return "versionCore must have 3 numbers separated by dot" }
    for (name, number) in zip(["major", "minor", "patch"], core) {
      if number.isEmpty { return "\(name) is empty" }
      if !number.allSatisfy(\.isDigit) { return "\(name) contains non-digit" }
      if number.count > 1, number.first == UInt8(ascii: "0") { return "\(name) starts with zero" }
    }
    return nil
  }

  private static func identifiers(_ text: Substring.UTF8View, _ name: String, refusesZeros: Bool) -> String? {
    for identifier in text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      if identifier.isEmpty { return "\(name) identifier is empty" }
      for scalar in Substring(identifier).unicodeScalars {
        guard scalar.value < 0x80, UInt8(scalar.value).isLetter || UInt8(scalar.value).isDigit || scalar == "-"
        else { return "invalid character \(GoQuote.text(String(scalar))) in \(name) identifier" }
      }
      if refusesZeros, identifier.count > 1, identifier.first == UInt8(ascii: "0"),
        identifier.allSatisfy(\.isDigit)
      {
        return "\(name) numeric identifier starts with zero"
      }
    }
    return nil
  }

  static func uuid(_ text: String) -> String? {
    let elements = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard elements.count == 5 else { return "must have 5 elements" }
    for (index, length) in [8, 4, 4, 4, 12].enumerated() {
      let element = elements[index]
      guard element.count == length else { return "element \(index + 1) must be \(length) characters long" }
      for scalar in Substring(element).unicodeScalars
      where scalar.value >= 0x80 || String.hexDigit(UInt8(scalar.value)) == nil {
        return "non-hex character \(GoQuote.text(String(scalar)))"
      }
    }
    return nil
  }
}
