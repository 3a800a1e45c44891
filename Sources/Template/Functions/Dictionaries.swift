/// sprig's functions on maps. Go leaves the order of `keys` and `values` open; here keys are sorted.
enum Dictionaries {
  static let functions: [Function] = [
    Function("dict", [.any], variadic: true) { arguments, _ in
      let map = GoMap()
      map.reserveCapacity((arguments.count + 1) / 2)
      var index = 0
      while index < arguments.count {
        map[Casting.text(arguments[index])] = index + 1 < arguments.count ? arguments[index + 1] : .string("")
        index += 2
      }
      return .map(map)
    },
    Function("get", [.dictionary, .string]) { arguments, _ in
      arguments.map(0)[arguments.string(1)] ?? .string("")
    },
    Function("set", [.dictionary, .string, .any]) { arguments, _ in
      let map = arguments.map(0)
      if map.isNil { throw FunctionError("assignment to entry in nil map") }
      map[arguments.string(1)] = .some(arguments[2])
      return arguments[0]
    },
    Function("unset", [.dictionary, .string]) { arguments, _ in
      arguments.map(0)[arguments.string(1)] = nil
      return arguments[0]
    },
    Function("hasKey", [.dictionary, .string]) { arguments, _ in
      .bool(arguments.map(0).contains(arguments.string(1)))
    },
    Function("pluck", [.string, .dictionary], variadic: true) { arguments, _ in
      .list(arguments.dropFirst().compactMap { $0.map?[arguments.string(0)] })
    },
    Function("keys", [.dictionary], variadic: true) { arguments, _ in
      .strings(arguments.flatMap { $0.map?.sortedKeys() ?? [] })
    },
    Function("values", [.dictionary]) { arguments, _ in .list(arguments.map(0).sorted().map(\.value)) },
    Function("pick", [.dictionary, .string], variadic: true) { arguments, _ in
      let map = GoMap()
      for key in arguments.dropFirst().compactMap(\.string) {
        if let value = arguments.map(0)[key] { map[key] = .some(value) }
      }
      return .map(map)
    },
    Function("omit", [.dictionary, .string], variadic: true) { arguments, _ in
      let left = Set(arguments.dropFirst().compactMap(\.string))
      let map = GoMap()
      for (key, value) in zip(arguments.map(0).keys, arguments.map(0).values) where !left.contains(key) {
        map[key] = .some(value)
      }
      return .map(map)
    },
    Function("merge", [.dictionary, .dictionary], variadic: true) { try merge($0, $1, overwrites: false) },
    Function("mustMerge", [.dictionary, .dictionary], variadic: true) { try merge($0, $1, overwrites: false) },
    Function("mergeOverwrite", [.dictionary, .dictionary], variadic: true) { try merge($0, $1, overwrites: true) },
    Function("mustMergeOverwrite", [.dictionary, .dictionary], variadic: true) {
      try merge($0, $1, overwrites: true)
    },
    Function("deepCopy", [.any]) { arguments, execution in try deepCopy(arguments[0], execution, 0) },
    Function("mustDeepCopy", [.any]) { arguments, execution in try deepCopy(arguments[0], execution, 0) },
  ]

  /// A type assertion to `map[string]interface {}`.
  static func dictionary(_ value: GoValue) throws -> GoMap {
    if case .map(let map) = value, map.type == .dictionary { return map }
    throw FunctionError(
      "interface conversion: interface {} is \(shown(value)), not map[string]interface {}")
  }

  static func shown(_ value: GoValue) -> String { value.isNone ? "nil" : value.typeName }

  private static func merge(_ arguments: [GoValue], _ execution: Execution, overwrites: Bool) throws -> GoValue {
    let target = arguments.map(0)
    if target.isNil, arguments.count > 1 { target.isNil = false }
    for source in arguments.dropFirst() {
      if let source = source.map { try merge(source, into: target, overwrites: overwrites, execution, 0) }
    }
    return .map(target)
  }

  /// mergo's rules: tables merge, everything else fills what is empty or, when told so, replaces what is there;
  /// what is empty in the source never replaces.
  private static func merge(
    _ source: GoMap, into target: GoMap, overwrites: Bool, _ execution: Execution, _ depth: Int
  ) throws {
    if source === target { return }
    guard depth < 500 else { throw FunctionError("maps nest too deeply to be merged") }
    try execution.charge(elements: source.count)
    for (key, value) in source.sorted() {
      let existing = target[key]
      if value.isNone {
        if overwrites { target[key] = .some(value) }
        continue
      }
      if case .map(let sourceMap) = value, case .map(let targetMap)? = existing {
        try merge(sourceMap, into: targetMap, overwrites: overwrites, execution, depth + 1)
        if targetMap.count == 0 { target[key] = .some(value) }
        continue
      }
      if case .list = value {
        // An empty target map counts as empty for all its lists.
        if overwrites || existing == nil || existing?.isEmpty == true { target[key] = .some(value) }
        continue
      }
      if overwrites {
        target[key] = .some(value)
      } else if existing?.isEmpty ?? true {
        target[key] = .some(value)
      }
    }
  }

  private static func deepCopy(_ value: GoValue, _ execution: Execution, _ depth: Int) throws -> GoValue {
    guard depth < 500 else { throw FunctionError("deepCopy error: the value nests too deeply") }
    switch value {
    case .none:
      if depth == 0 {
        throw FunctionError("reflect: call of reflect.Value.Type on zero Value")
      }
      return .none
    case .list(let list):
      try execution.charge(elements: list.elements.count)
      return .list(
        GoList(
          try list.elements.map { try deepCopy($0, execution, depth + 1) }, element: list.element, isNil: list.isNil))
    case .map(let map):
      try execution.charge(elements: map.count)
      return .map(try map.copy { try deepCopy($0, execution, depth + 1) })
    case .object(let object) where object is GoVersion:
      // Go's copy leaves out private fields, which are all that a version has.
      return .object(GoVersion(try SemanticVersion("0.0.0")))
    default: return value
    }
  }
}
