/// sprig's functions on slices. Those with a `must` twin only differ in how Go raises the error.
enum Lists {
  static let functions: [Function] =
    [
      Function("list", [.any], variadic: true) { arguments, _ in
        // A variadic call without arguments gives Go a slice that is not nil: reflect makes an empty one.
        .list(arguments)
      },
      Function("tuple", [.any], variadic: true) { arguments, _ in .list(arguments) },
      Function("has", [.any, .any], has), Function("mustHas", [.any, .any], has),
      Function("without", [.any, .any], variadic: true, without),
      Function("mustWithout", [.any, .any], variadic: true, without),
      Function("slice", [.any, .any], variadic: true, slice),
      Function("mustSlice", [.any, .any], variadic: true, slice),
      Function("concat", [.any], variadic: true) { arguments, execution in
        var result: [GoValue] = []
        for argument in arguments {
          guard case .list(let list) = argument else {
            if argument.isNone {
              throw FunctionError("runtime error: invalid memory address or nil pointer dereference")
            }
            throw FunctionError("Cannot concat type \(argument.kind.rawValue) as list")
          }
          try execution.charge(elements: result.count + list.elements.count)
          result += list.elements
        }
        return result.isEmpty ? .nilList : .list(result)
      },
      Function("sortAlpha", [.any]) { arguments, _ in
        guard case .list = arguments[0] else { return .strings([Casting.text(arguments[0])]) }
        return .strings(Casting.texts(arguments[0]).sorted())
      },
      Function("dig", [.any], variadic: true, dig),
    ]
    + both("append", "push") { arguments, execution in
      let elements = try arguments[0].elements(or: "Cannot push on type")
      try execution.charge(elements: elements.count + 1)
      return .list(elements + [arguments[1]])
    }
    + both("prepend") { arguments, execution in
      let elements = try arguments[0].elements(or: "Cannot prepend on type")
      try execution.charge(elements: elements.count + 1)
      return .list([arguments[1]] + elements)
    }
    + one("first") { try $0.elements(or: "Cannot find first on type").first ?? .none }
    + one("last") { try $0.elements(or: "Cannot find last on type").last ?? .none }
    + one("rest") { value in
      let elements = try value.elements(or: "Cannot find rest on type")
      return elements.isEmpty ? .nilList : .list(Array(elements.dropFirst()))
    }
    + one("initial") { value in
      let elements = try value.elements(or: "Cannot find initial on type")
      return elements.isEmpty ? .nilList : .list(Array(elements.dropLast()))
    }
    + one("reverse") { .list(try $0.elements(or: "Cannot find reverse on type").reversed()) }
    + one("compact") { .list(try $0.elements(or: "Cannot compact on type").filter { !$0.isEmpty }) }
    + one("uniq") { value in
      var seen: [GoValue] = []
      for element in try value.elements(or: "Cannot find uniq on type")
      where !seen.contains(where: { Equality.deepEqual(element, $0) }) {
        seen.append(element)
      }
      return .list(seen)
    }
    + ["chunk", "mustChunk"].map { name in
      Function(name, [.int, .any]) { arguments, execution in try chunk(arguments, execution) }
    }

  private static func one(_ name: String, _ body: @escaping @Sendable (GoValue) throws -> GoValue) -> [Function] {
    let must = "must" + name.prefix(1).uppercased() + name.dropFirst()
    return [name, must].map { name in Function(name, [.any]) { arguments, _ in try body(arguments[0]) } }
  }

  private static func both(
    _ names: String..., body: @escaping @Sendable ([GoValue], Execution) throws -> GoValue
  ) -> [Function] {
    names.flatMap { [$0, "must" + $0.prefix(1).uppercased() + $0.dropFirst()] }.map {
      Function($0, [.any, .any], body)
    }
  }

  @Sendable private static func has(_ arguments: [GoValue], _ execution: Execution) throws -> GoValue {
    if arguments[1].isNone { return .bool(false) }
    let elements = try arguments[1].elements(or: "Cannot find has on type")
    return .bool(elements.contains { Equality.deepEqual(arguments[0], $0) })
  }

  @Sendable private static func without(_ arguments: [GoValue], _ execution: Execution) throws -> GoValue {
    let elements = try arguments[0].elements(or: "Cannot find without on type")
    return .list(
      elements.filter { element in !arguments.dropFirst().contains { Equality.deepEqual(element, $0) } })
  }

  @Sendable private static func slice(_ arguments: [GoValue], _ execution: Execution) throws -> GoValue {
    guard case .list(let list) = arguments[0] else {
      _ = try arguments[0].elements(or: "list should be type of slice or array but")
      return .none
    }
    let count = list.elements.count
    if count == 0 { return .none }
    let start = arguments.count > 1 ? Int(Casting.int64(arguments[1])) : 0
    let end = arguments.count > 2 ? Int(Casting.int64(arguments[2])) : count
    guard start >= 0, start <= end, end <= list.capacity else {
      throw FunctionError("reflect.Value.Slice: slice index out of bounds")
    }
    return .list(list.sliced(start, end))
  }

  private static func chunk(_ arguments: [GoValue], _ execution: Execution) throws -> GoValue {
    let size = arguments.int(0)
    let elements = try arguments[1].elements(or: "Cannot chunk type")
    if size <= 0 {
      throw FunctionError("runtime error: makeslice: len out of range")
    }
    var chunks: [GoValue] = []
    var index = 0
    while index < elements.count {
      chunks.append(.list(Array(elements[index..<min(index + size, elements.count)])))
      index += size
    }
    return .list(GoList(chunks, element: .slice(.any)))
  }

  @Sendable private static func dig(_ arguments: [GoValue], _ execution: Execution) throws -> GoValue {
    guard arguments.count >= 3 else { throw FunctionError("dig needs at least three arguments") }
    var current = try Dictionaries.dictionary(arguments[arguments.count - 1])
    let keys = try arguments[..<(arguments.count - 2)].map { argument -> ByteString in
      guard case .string(let key) = argument else {
        throw FunctionError("interface conversion: interface {} is \(Dictionaries.shown(argument)), not string")
      }
      return key
    }
    for (index, key) in keys.enumerated() {
      guard let step = current[key] else { return arguments[arguments.count - 2] }
      if index == keys.count - 1 { return step }
      current = try Dictionaries.dictionary(step)
    }
    return .none
  }
}
