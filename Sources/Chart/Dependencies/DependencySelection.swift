import Template

/// Finds out which dependencies of a chart are in use: by version, alias, tags and conditions.
///
/// As in Helm, a chart in `charts/` that no entry of `dependencies` matches is always in use, and conditions beat tags.
struct DependencySelection {
  /// What looks like a mistake, for people.
  private(set) var warnings: [String] = []

  /// Drops what is switched off, at all levels, and renames what has an alias.
  /// - Parameters:
  ///   - values: The user's values; for dependencies those of the charts above, completed.
  ///   - path: Where the chart's own values stand in them: empty, or names with a dot behind each.
  mutating func apply(to chart: ChartNode, _ values: GoMap, path: String = "") throws(ChartError) {
    guard !chart.metadata.dependencies.isEmpty else { return }
    chart.dependencies = resolved(chart)
    for index in chart.metadata.dependencies.indices {
      if !chart.metadata.dependencies[index].alias.isEmpty {
        chart.metadata.dependencies[index].name = chart.metadata.dependencies[index].alias
      }
      chart.metadata.dependencies[index].isEnabled = true
    }
    let completed = try Coalescing(keepsNulls: false).values(of: chart, over: values)
    applyTags(&chart.metadata.dependencies, completed)
    applyConditions(&chart.metadata.dependencies, completed, path)
    let disabled = Set(chart.metadata.dependencies.lazy.filter { !$0.isEnabled }.map(\.name))
    let remaining = chart.dependencies.filter { !disabled.contains($0.name) }
    for dependency in remaining { try apply(to: dependency, completed, path: path + dependency.name + ".") }
    chart.dependencies = remaining
    chart.metadata.dependencies.removeAll { disabled.contains($0.name) }
  }

  /// The charts that nobody asked for, then one for each entry of `dependencies` that has a chart.
  private func resolved(_ chart: ChartNode) -> [ChartNode] {
    let declared = chart.metadata.dependencies
    var result = chart.dependencies.filter { present in !declared.contains { Self.matches(present, $0) } }
    for dependency in declared {
      guard let found = chart.dependencies.first(where: { Self.matches($0, dependency) }) else { continue }
      // One chart may stand for several entries, each with values and dependencies of its own.
      let copy = ChartNode(found.chart)
      if !dependency.alias.isEmpty { copy.metadata.name = dependency.alias }
      result.append(copy)
    }
    return result
  }

  private static func matches(_ chart: ChartNode, _ dependency: ChartDependency) -> Bool {
    chart.chart.metadata.name == dependency.name
      && VersionRange.contains(chart.chart.metadata.version, in: dependency.version)
  }

  private mutating func applyTags(_ dependencies: inout [ChartDependency], _ values: GoMap) {
    guard let tags = ValueTable.table(["tags"], in: values) else { return }
    for index in dependencies.indices {
      var flags: [Bool] = []
      for tag in dependencies[index].tags {
        switch tags[ByteString(tag)] {
        case nil: continue
        case .bool(let flag)?: flags.append(flag)
        case let other?:
          warnings.append(
            "tags.\(tag): is \(other.described), expected a boolean; it does not switch '\(dependencies[index].name)'")
        }
      }
      dependencies[index].isEnabled = flags.isEmpty || flags.contains(true)
    }
  }

  private mutating func applyConditions(_ dependencies: inout [ChartDependency], _ values: GoMap, _ path: String) {
    for index in dependencies.indices {
      for condition in dependencies[index].condition.trimmed.split(separator: ",") {
        let place = (path + condition).split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let value = ValueTable.leaf(place, in: values) else { continue }
        if case .bool(let flag) = value {
          dependencies[index].isEnabled = flag
          break
        }
        warnings.append(
          "\(path)\(condition): is \(value.described), expected a boolean; it does not switch '\(dependencies[index].name)'"
        )
      }
    }
  }
}

/// Version ranges as charts give them.
package enum VersionRange {
  /// Whether a version lies in a range; false when one of them cannot be understood.
  package static func contains(_ version: String, in range: String) -> Bool {
    guard let constraint = try? VersionConstraint(range), let version = try? SemanticVersion(version) else {
      return false
    }
    return constraint.allows(version)
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: Substring {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest
  }
}
