/// The root of what a chart's templates see (`.`), for a chart with nothing but a name.
///
/// The chart engine builds the same for whole charts; this is what `martlet eval-template` and tests need.
package enum ChartContext {
  /// - Parameters:
  ///   - values: `.Values`; a map.
  ///   - template: The name of the template that is going to be executed.
  package static func root(
    chart: String, version: String, release: String, namespace: String, values: GoMap, template: String,
    capabilities: GoCapabilities = GoCapabilities(), files: GoFiles = GoFiles([])
  ) -> GoValue {
    let root = GoMap(
      [
        "Values": .map(values.named("common.Values")), "Chart": .map(metadata(name: chart, version: version)),
        "Release": .map(
          GoMap([
            "Name": .string(release), "Namespace": .string(namespace), "Revision": .int(1), "Service": .string("Helm"),
            "IsInstall": .bool(true), "IsUpgrade": .bool(false),
          ])),
        "Capabilities": .object(capabilities), "Files": .object(files), "Subcharts": .map(GoMap()),
        "Template": .map(
          GoMap(["Name": .string(template), "BasePath": .string("\(chart)/templates")], name: "common.Values")),
      ], name: "common.Values")
    return .map(root)
  }

  private static func metadata(name: String, version: String) -> GoMap {
    let annotations = GoMap(element: .string, isNil: true)
    return GoMap([
      "APIVersion": .string("v2"), "Annotations": .map(annotations), "AppVersion": .string(""),
      "Condition": .string(""), "Dependencies": .list([]), "Deprecated": .bool(false), "Description": .string(""),
      "Home": .string(""), "Icon": .string(""), "IsRoot": .bool(true), "Keywords": .list(GoList([], element: .any)),
      "KubeVersion": .string(""), "Maintainers": .list([]), "Name": .string(name), "Sources": .list([]),
      "Tags": .string(""), "Type": .string(""), "Version": .string(version),
    ])
  }
}
