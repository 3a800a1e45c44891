import Structure
import Template

/// One entry of a dependency's `import-values`: a table of the dependency that shows up in its parent.
struct ImportValue {
  /// The path of the table in the dependency's values.
  var child: String
  /// The path under which the parent sees it; `.` for the top.
  var parent: String

  /// The entries of a dependency; those that are neither a name nor a mapping do not count.
  static func all(of dependency: ChartDependency) -> [ImportValue] {
    dependency.importValues.compactMap { entry in
      switch entry {
      case .string(let name): ImportValue(child: "exports.\(name)", parent: ".")
      case .object(let mapping): ImportValue(child: text(mapping["child"]), parent: text(mapping["parent"]))
      default: nil
      }
    }
  }

  private static func text(_ value: Value?) -> String { Formatter.display(value.map { GoValue($0) } ?? .none).text }

  /// What templates see: Go's `map[string]string`.
  var templateValue: GoValue {
    let map = GoMap(element: .string)
    map["child"] = .string(child)
    map["parent"] = .string(parent)
    return .map(map)
  }
}

/// Lets parents import values of their dependencies.
struct ValueImport {
  /// What could not be imported, for people.
  private(set) var warnings: [String] = []

  /// Imports at all levels, from the innermost charts outwards; a chart's own defaults are stronger than what it imports.
  mutating func apply(to chart: ChartNode) throws(ChartError) {
    for dependency in chart.dependencies { try apply(to: dependency) }
    guard !chart.metadata.dependencies.isEmpty else { return }
    let coalescing = Coalescing(keepsNulls: true)
    let values = try coalescing.values(of: chart, over: GoMap())
    let imported = GoMap()
    for dependency in chart.metadata.dependencies {
      for entry in ImportValue.all(of: dependency) {
        let path = (dependency.name + "." + entry.child).split(separator: ".", omittingEmptySubsequences: false)
        guard let table = ValueTable.table(path.map(String.init), in: values) else {
          warnings.append("import-values of '\(dependency.name)': it has no table '\(entry.child)'")
          continue
        }
        // An empty table is a new one, so that nothing is left behind in the dependency's values.
        let wrapped = Self.wrapped(table.count == 0 ? GoMap() : table, entry.parent)
        coalescing.merge(wrapped, into: imported, prefix: "", keepsNulls: true)
      }
    }
    let own = values.copied
    coalescing.merge(imported, into: own, prefix: "", keepsNulls: true)
    chart.values = own
  }

  /// The table under a path of new tables.
  private static func wrapped(_ table: GoMap, _ path: String) -> GoMap {
    guard path != "." else { return table }
    var current = table
    for name in path.split(separator: ".", omittingEmptySubsequences: false).reversed() {
      let outer = GoMap()
      outer[ByteString(String(name))] = .map(current)
      current = outer
    }
    return current
  }
}
