/// sprig's functions on emptiness and on types.
enum Defaults {
  static let functions: [Function] = [
    Function("default", [.any, .any], variadic: true) { arguments, _ in
      arguments.count < 2 || arguments[1].isEmpty ? arguments[0] : arguments[1]
    },
    Function("empty", [.any]) { arguments, _ in .bool(arguments[0].isEmpty) },
    Function("coalesce", [.any], variadic: true) { arguments, _ in
      arguments.first { !$0.isEmpty } ?? GoValue.none
    },
    Function("all", [.any], variadic: true) { arguments, _ in .bool(arguments.allSatisfy { !$0.isEmpty }) },
    Function("any", [.any], variadic: true) { arguments, _ in .bool(arguments.contains { !$0.isEmpty }) },
    Function("ternary", [.any, .any, .bool]) { arguments, _ in arguments.bool(2) ? arguments[0] : arguments[1] },
    Function("typeOf", [.any]) { arguments, _ in .string(arguments[0].typeName) },
    Function("typeIs", [.string, .any]) { arguments, _ in
      .bool(arguments.string(0).text == arguments[1].typeName)
    },
    Function("typeIsLike", [.string, .any]) { arguments, _ in
      let target = arguments.string(0).text
      return .bool(target == arguments[1].typeName || "*" + target == arguments[1].typeName)
    },
    Function("kindOf", [.any]) { arguments, _ in .string(arguments[0].kind.rawValue) },
    Function("kindIs", [.string, .any]) { arguments, _ in
      .bool(arguments.string(0).text == arguments[1].kind.rawValue)
    },
    Function("deepEqual", [.any, .any]) { arguments, _ in .bool(Equality.deepEqual(arguments[0], arguments[1])) },
    Function("hello", []) { _, _ in .string("Hello!") },
    Function("getHostByName", [.string]) { _, _ in .string("") },
  ]
}
