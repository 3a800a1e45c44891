/// `index`, `slice` and `len` of text/template.
enum Indexing {
  static let functions: [Function] = [
    Function(
      slots: "index", [.reflectValue, .reflectValue], variadic: true,
      body: .slots { arguments, _ in
        try index(arguments)
      }),
    Function(
      slots: "slice", [.reflectValue, .reflectValue], variadic: true,
      body: .slots { arguments, _ in
        try slice(arguments)
      }),
    Function(
      slots: "len", [.reflectValue],
      body: .slots { arguments, _ in
        Slot(.int(try length(arguments[0])))
      }),
  ]

  /// The elements of what a number can index; bytes for strings.
  private static func position(_ index: Slot, _ limit: Int) throws -> Int {
    if index.boxed { throw FunctionError("cannot index slice/array with type interface {}") }
    guard let position = index.value.integerValue else {
      if index.value.isNone { throw FunctionError("cannot index slice/array with nil") }
      throw FunctionError("cannot index slice/array with type \(index.value.typeName)")
    }
    guard position >= 0, position <= Int64(limit) else { throw FunctionError("index out of range: \(position)") }
    return Int(position)
  }

  /// The type's name without the pointer, which these functions look through.
  private static func pointee(_ value: GoValue) -> String {
    let name = value.typeName
    return name.hasPrefix("*") ? String(name.dropFirst()) : name
  }

  private static func index(_ arguments: [Slot]) throws -> Slot {
    var item = arguments[0]
    if item.value.isNone { throw FunctionError("index of untyped nil") }
    for index in arguments.dropFirst() {
      let index = Slot(index.value)
      switch item.value {
      case .none: throw FunctionError("index of nil pointer")
      case .list(let list):
        let position = try position(index, list.elements.count)
        guard position < list.elements.count else { throw FunctionError("reflect: slice index out of range") }
        item = Slot(list.elements[position], boxed: list.element == .any)
      case .string(let text):
        let position = try position(index, text.count)
        guard position < text.count else { throw FunctionError("reflect: string index out of range") }
        item = Slot(.object(GoInteger(Int64(text.bytes[position]), .uint8)))
      case .map(let map):
        guard case .string(let key) = index.value else {
          if index.value.isNone { throw FunctionError("value is nil; should be of type string") }
          throw FunctionError("value has type \(index.value.typeName); should be string")
        }
        item = Slot(map[key] ?? map.zeroElement, boxed: map.element == .any)
      case .object(let object) where object.rangeValue != nil:
        let entries = object.rangeValue?.entries ?? []
        guard case .string(let key) = index.value else {
          throw FunctionError("value has type \(index.value.typeName); should be string")
        }
        item = Slot(entries.first { $0.key.string == key }?.value ?? .list(GoList([], element: .uint8, isNil: true)))
      default: throw FunctionError("can't index item of type \(pointee(item.value))")
      }
    }
    return item
  }

  private static func slice(_ arguments: [Slot]) throws -> Slot {
    let item = arguments[0].value
    let indexes = arguments.dropFirst()
    if item.isNone { throw FunctionError("slice of untyped nil") }
    if indexes.count > 3 { throw FunctionError("too many slice indexes: \(indexes.count)") }
    let length: Int
    let capacity: Int
    switch item {
    case .string(let text):
      if indexes.count == 3 { throw FunctionError("cannot 3-index slice a string") }
      (length, capacity) = (text.count, text.count)
    case .list(let list): (length, capacity) = (list.elements.count, list.capacity)
    default: throw FunctionError("can't slice item of type \(pointee(item))")
    }
    var bounds = [0, length, capacity]
    for (offset, index) in indexes.enumerated() { bounds[offset] = try position(index, capacity) }
    if bounds[0] > bounds[1] { throw FunctionError("invalid slice index: \(bounds[0]) > \(bounds[1])") }
    if indexes.count == 3, bounds[1] > bounds[2] {
      throw FunctionError("invalid slice index: \(bounds[1]) > \(bounds[2])")
    }
    switch item {
    case .string(let text): return Slot(.string(ByteString(text.bytes[bounds[0]..<bounds[1]])))
    case .list(let list):
      return Slot(.list(list.sliced(bounds[0], bounds[1])))
    default: return .invalid
    }
  }

  private static func length(_ item: Slot) throws -> Int {
    switch item.value {
    case .none:
      throw FunctionError(item.boxed ? "len of nil pointer" : "reflect: call of reflect.Value.Type on zero Value")
    case .string(let text): return text.count
    case .list(let list): return list.elements.count
    case .map(let map): return map.count
    case .object(let object):
      if let (entries, _) = object.rangeValue { return entries.count }
      throw FunctionError("len of type \(pointee(item.value))")
    default: throw FunctionError("len of type \(pointee(item.value))")
    }
  }
}
