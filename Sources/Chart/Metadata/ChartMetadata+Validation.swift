import Template

extension ChartMetadata {
  /// Replaces what cannot be printed, and checks what a chart cannot do without.
  /// - Throws: The reason, without a place.
  mutating func validate() throws(ChartError) {
    sanitize()
    guard !name.isEmpty else { throw ChartError(.load, "the chart has no name") }
    guard name != ".", name != "..", !name.contains("/") else {
      throw ChartError(.load, "the chart's name '\(name)' is not allowed: it must be one name of a folder")
    }
    guard !version.isEmpty else { throw ChartError(.load, "the chart has no version") }
    guard (try? SemanticVersion(version)) != nil else {
      throw ChartError(.load, "the chart's version '\(version)' is no semantic version, like 1.2.3")
    }
    guard ["", "application", "library"].contains(type) else {
      throw ChartError(.load, "the chart's type '\(type)' must be application or library")
    }
    var known: Set<String> = []
    for dependency in dependencies {
      guard dependency.alias.utf8.allSatisfy(Self.isAliasByte) else {
        throw ChartError(
          .load,
          "the dependency '\(dependency.name)' has the alias '\(dependency.alias)': only letters, digits, _ and - are allowed"
        )
      }
      let key = dependency.alias.isEmpty ? dependency.name : dependency.alias
      guard known.insert(key).inserted else {
        throw ChartError(.load, "more than one dependency has the name or alias '\(key)'")
      }
    }
  }

  private static func isAliasByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }

  private mutating func sanitize() {
    for field in [\Self.name, \.description, \.home, \.icon, \.condition, \.tags, \.appVersion, \.kubeVersion] {
      self[keyPath: field] = self[keyPath: field].printable
    }
    sources = sources.map(\.printable)
    keywords = keywords.map(\.printable)
    for index in maintainers.indices {
      maintainers[index].name = maintainers[index].name.printable
      maintainers[index].email = maintainers[index].email.printable
      maintainers[index].url = maintainers[index].url.printable
    }
    for index in dependencies.indices {
      dependencies[index].name = dependencies[index].name.printable
      dependencies[index].version = dependencies[index].version.printable
      dependencies[index].repository = dependencies[index].repository.printable
      dependencies[index].condition = dependencies[index].condition.printable
      dependencies[index].tags = dependencies[index].tags.map(\.printable)
    }
  }
}

extension String {
  /// The text with any white space as a blank, and without what cannot be printed, as Helm cleans metadata.
  fileprivate var printable: String {
    if utf8.allSatisfy({ 0x20...0x7E ~= $0 }) { return self }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar.properties.isWhitespace {
        result.append(" ")
        continue
      }
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
        .spaceSeparator:
        continue
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
