/// sprig's functions on versions.
enum SemVerFunctions {
  static let functions: [Function] = [
    Function("semver", [.string]) { arguments, _ in .object(GoVersion(try SemanticVersion(arguments.string(0).text))) },
    Function("semverCompare", [.string, .string]) { arguments, _ in
      let constraint = try VersionConstraint(arguments.string(0).text)
      return .bool(constraint.allows(try SemanticVersion(arguments.string(1).text)))
    },
  ]
}
