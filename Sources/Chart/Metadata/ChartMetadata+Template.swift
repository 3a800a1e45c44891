import Template

extension ChartMetadata {
  /// What templates see as `.Chart`: a map with the names of Go's fields.
  /// - Parameter isRoot: Whether the chart is no dependency of another.
  func templateValue(isRoot: Bool) -> GoMap {
    let notes = GoMap(element: .string, isNil: annotations == nil)
    for (key, value) in (annotations ?? [:]).sorted(by: { $0.key < $1.key }) { notes[ByteString(key)] = .string(value) }
    return GoMap([
      "APIVersion": .string(apiVersion), "Annotations": .map(notes), "AppVersion": .string(appVersion),
      "Condition": .string(condition), "Dependencies": .list(dependencies.map(\.templateValue)),
      "Deprecated": .bool(isDeprecated), "Description": .string(description), "Home": .string(home),
      "Icon": .string(icon), "IsRoot": .bool(isRoot), "Keywords": .list(keywords.map { .string($0) }),
      "KubeVersion": .string(kubeVersion), "Maintainers": .list(maintainers.map(\.templateValue)),
      "Name": .string(name), "Sources": .list(sources.map { .string($0) }), "Tags": .string(tags),
      "Type": .string(type), "Version": .string(version),
    ])
  }
}

extension ChartMetadata.Maintainer {
  fileprivate var templateValue: GoValue {
    .map(GoMap(["Name": .string(name), "Email": .string(email), "URL": .string(url)]))
  }
}

extension ChartDependency {
  fileprivate var templateValue: GoValue {
    .map(
      GoMap([
        "Name": .string(name), "Version": .string(version), "Repository": .string(repository),
        "Condition": .string(condition), "Tags": .list(tags.map { .string($0) }), "Enabled": .bool(isEnabled),
        "ImportValues": .list(ImportValue.all(of: self).map(\.templateValue)), "Alias": .string(alias),
      ]))
  }
}
