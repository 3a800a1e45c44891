import Template

/// Brings the values of a user, of a chart and of its dependencies together, as Helm 4 does.
///
/// The more general a place, the stronger: what the user says wins over the chart, a chart over its dependencies. Tables
/// are merged, everything else is replaced. A null takes away what a weaker place has, which happens when values are
/// coalesced; while they are only merged, nulls stay for later.
final class Coalescing {
  /// What was left out because it does not fit, for people.
  private(set) var warnings: [String] = []
  /// Whether nulls stay.
  private let keepsNulls: Bool

  init(keepsNulls: Bool) { self.keepsNulls = keepsNulls }

  /// The values of a chart with those of its dependencies inside; the given ones are not changed.
  /// - Throws: ``ChartError`` when the place of a dependency holds something that is no table.
  func values(of chart: ChartNode, over given: GoMap) throws(ChartError) -> GoMap {
    let result = given.copied
    try complete(result, with: chart, prefix: "")
    return result
  }

  private func complete(_ values: GoMap, with chart: ChartNode, prefix: String) throws(ChartError) {
    addDefaults(of: chart, to: values, prefix: prefix)
    for dependency in chart.dependencies {
      let name = ByteString(dependency.name)
      let inner: GoMap
      switch values[name] {
      case .map(let table)?: inner = table
      case nil:
        inner = GoMap()
        values[name] = .map(inner)
      case let other?:
        throw ChartError(
          .values,
          "\(joined(prefix, dependency.name)): the values of the chart '\(dependency.name)' must be a mapping, but this is \(other.described)"
        )
      }
      let path = joined(prefix, chart.name)
      handDownGlobals(of: values, to: inner, prefix: path)
      try complete(inner, with: dependency, prefix: path)
    }
  }

  private static let globalKey: ByteString = "global"

  /// Copies `global` into the values of a dependency, where the dependency's own globals are the weaker ones.
  private func handDownGlobals(of source: GoMap, to target: GoMap, prefix: String) {
    guard let mine = globals(of: target, "destination"), let theirs = globals(of: source, "source") else { return }
    for (key, value) in zip(theirs.keys, theirs.values) {
      if case .map(let table) = value {
        let copy = table.copy { $0 }
        switch mine[key] {
        case nil: mine[key] = .map(copy)
        case .map(let own)?:
          merge(own, into: copy, prefix: joined(prefix, key.text), keepsNulls: true)
          mine[key] = .map(copy)
        default: warn("global '\(key)' is a table, but not in the values of the dependency; it is left as it is there")
        }
      } else if case .map? = mine[key] {
        warn("global '\(key)' is a table in the values of the dependency; it is left as it is there")
      } else {
        mine[key] = .some(value)
      }
    }
    target[Self.globalKey] = .map(mine)
  }

  private func globals(of values: GoMap, _ side: String) -> GoMap? {
    switch values[Self.globalKey] {
    case nil: return GoMap()
    case .map(let table)?: return table
    default:
      warn("skipping globals because \(side) global is not a table")
      return nil
    }
  }

  /// Adds a chart's own defaults below what is there.
  private func addDefaults(of chart: ChartNode, to values: GoMap, prefix: String) {
    let path = joined(prefix, chart.name)
    let defaults = chart.values.copied
    for (key, value) in zip(defaults.keys, defaults.values) {
      guard let present = values[key] else {
        if !keepsNulls {
          if value.isNone { continue }
          if case .map(let table) = value { ValueTable.removeNulls(table) }
        }
        values[key] = .some(value)
        continue
      }
      if present.isNone, !keepsNulls {
        // The user takes the default away.
        values[key] = nil
      } else if case .map(let table) = present {
        guard case .map(let lower) = value else {
          if !value.isNone { warn("skipped value for \(path).\(key): not a table") }
          continue
        }
        let keeps = keepsNulls || chart.dependencies.contains { ByteString($0.name) == key }
        if !keeps { ValueTable.removeNulls(lower) }
        merge(lower, into: table, prefix: joined(path, key.text), keepsNulls: keeps)
      }
    }
  }

  /// Merges a weaker table into a stronger one.
  func merge(_ lower: GoMap, into upper: GoMap, prefix: String, keepsNulls: Bool) {
    let hadValue = Set(zip(lower.keys, lower.values).lazy.filter { !$0.1.isNone }.map(\.0))
    for (key, value) in zip(upper.keys, upper.values) where value.isNone { lower[key] = .some(.none) }
    for (key, value) in zip(lower.keys, lower.values) {
      let path = joined(prefix, key.text)
      guard let present = upper[key] else {
        upper[key] = .some(value)
        continue
      }
      if present.isNone, !keepsNulls, hadValue.contains(key) {
        upper[key] = nil
      } else if case .map(let below) = value {
        if case .map(let above) = present {
          merge(below, into: above, prefix: path, keepsNulls: keepsNulls)
        } else {
          warn("cannot overwrite table with non table for \(path)")
        }
      } else if case .map = present, !value.isNone {
        warn("destination for \(path) is a table; ignoring the value that is none")
      }
    }
  }

  private func joined(_ prefix: String, _ name: String) -> String { prefix.isEmpty ? name : "\(prefix).\(name)" }

  private func warn(_ message: String) { warnings.append(message) }
}

extension GoValue {
  /// The kind of a value as an operator knows it.
  var described: String {
    switch self {
    case .none: "null"
    case .bool: "a boolean"
    case .int, .int64, .double: "a number"
    case .string: "a string"
    case .list: "a list"
    case .map, .object: "a mapping"
    }
  }
}
