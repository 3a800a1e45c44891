/// Go's package fmt: values, verbs, flags, widths, and what it says of wrong ones.
package struct Formatter {
  var out: [UInt8] = []
  var flags = Flags()

  struct Flags {
    var width: Int?
    var precision: Int?
    var minus = false
    var plus = false
    var sharp = false
    var space = false
    var zero = false
    /// `%+v`.
    var plusValue = false
    /// `%#v`.
    var sharpValue = false
  }

  static let lowerDigits = Array("0123456789abcdefx".utf8)
  static let upperDigits = Array("0123456789ABCDEFX".utf8)

  /// `%v` of one value.
  package static func display(_ value: GoValue) -> ByteString {
    switch value {
    case .string(let text): return text
    case .int(let number): return ByteString(String(number))
    case .int64(let number): return ByteString(String(number))
    case .bool(let flag): return flag ? "true" : "false"
    case .double(let number):
      return ByteString(FloatText.format(number, UInt8(ascii: "g"), precision: -1))
    default:
      var formatter = Formatter()
      formatter.printArgument(value, UInt32(UInt8(ascii: "v")))
      return ByteString(formatter.out)
    }
  }

  /// fmt.Sprint: spaces between operands when neither is a string.
  static func print(_ values: [GoValue]) -> ByteString {
    if values.count == 1 { return display(values[0]) }
    var formatter = Formatter()
    var previousIsString = false
    for (index, value) in values.enumerated() {
      let isString = value.kind == .string
      if index > 0, !isString, !previousIsString { formatter.out.append(0x20) }
      formatter.printArgument(value, UInt32(UInt8(ascii: "v")))
      previousIsString = isString
    }
    return ByteString(formatter.out)
  }

  /// fmt.Sprintln.
  static func println(_ values: [GoValue]) -> ByteString {
    var formatter = Formatter()
    for (index, value) in values.enumerated() {
      if index > 0 { formatter.out.append(0x20) }
      formatter.printArgument(value, UInt32(UInt8(ascii: "v")))
    }
    formatter.out.append(0x0A)
    return ByteString(formatter.out)
  }

  // MARK: Values

  mutating func printArgument(_ value: GoValue, _ verb: UInt32) {
    if case .none = value {
      if verb == UInt32(UInt8(ascii: "T")) || verb == UInt32(UInt8(ascii: "v")) {
        pad(Array("<nil>".utf8))
      } else {
        badVerb(value, verb)
      }
      return
    }
    if verb == UInt32(UInt8(ascii: "T")) {
      string(Array(value.typeName.utf8))
      return
    }
    if verb == UInt32(UInt8(ascii: "p")) {
      badVerb(value, verb)
      return
    }
    printValue(value, verb, depth: 0, boxed: false)
  }

  /// - Parameter boxed: Whether the value stands in an interface, which decides how a nil shows.
  mutating func printValue(_ value: GoValue, _ verb: UInt32, depth: Int, boxed: Bool) {
    guard depth < 500 else {
      out += "...".utf8
      return
    }
    switch value {
    case .none:
      if flags.sharpValue {
        out += "interface {}(nil)".utf8
      } else {
        out += "<nil>".utf8
      }
    case .bool(let flag):
      if verb == UInt32(UInt8(ascii: "t")) || verb == UInt32(UInt8(ascii: "v")) {
        pad(Array((flag ? "true" : "false").utf8))
      } else {
        badVerb(value, verb)
      }
    case .int(let number): integer(UInt64(bitPattern: Int64(number)), signed: true, verb, value)
    case .int64(let number): integer(UInt64(bitPattern: number), signed: true, verb, value)
    case .double(let number): double(number, verb, value)
    case .string(let text): stringVerb(text.bytes, verb, value)
    case .list(let list): printList(list, verb, depth)
    case .map(let map): printMap(map, verb, depth)
    case .object(let object): printObject(object, value, verb, depth)
    }
  }

  private mutating func printList(_ list: GoList, _ verb: UInt32, _ depth: Int) {
    if list.element == .uint8, verb != UInt32(UInt8(ascii: "v")), verb != UInt32(UInt8(ascii: "d")) {
      let bytes = list.elements.map { UInt8(truncatingIfNeeded: $0.integerValue ?? 0) }
      stringVerb(bytes, verb, .list(list))
      return
    }
    if flags.sharpValue {
      out += (list.element == .uint8 ? "[]byte" : list.type.name).utf8
      if list.isNil {
        out += "(nil)".utf8
        return
      }
      out.append(UInt8(ascii: "{"))
      for (index, element) in list.elements.enumerated() {
        if index > 0 { out += ", ".utf8 }
        printValue(element, verb, depth: depth + 1, boxed: list.element == .any)
      }
      out.append(UInt8(ascii: "}"))
      return
    }
    out.append(UInt8(ascii: "["))
    for (index, element) in list.elements.enumerated() {
      if index > 0 { out.append(0x20) }
      printValue(element, verb, depth: depth + 1, boxed: list.element == .any)
    }
    out.append(UInt8(ascii: "]"))
  }

  private mutating func printMap(_ map: GoMap, _ verb: UInt32, _ depth: Int) {
    if flags.sharpValue {
      out += map.type.name.utf8
      if map.isNil {
        out += "(nil)".utf8
        return
      }
      out.append(UInt8(ascii: "{"))
    } else {
      out += "map[".utf8
    }
    for (index, entry) in map.sorted().enumerated() {
      if index > 0 { out += (flags.sharpValue ? ", " : " ").utf8 }
      printValue(.string(entry.key), verb, depth: depth + 1, boxed: false)
      out.append(UInt8(ascii: ":"))
      printValue(entry.value, verb, depth: depth + 1, boxed: map.element == .any)
    }
    out.append(UInt8(ascii: flags.sharpValue ? "}" : "]"))
  }

  private mutating func printObject(_ object: GoObject, _ value: GoValue, _ verb: UInt32, _ depth: Int) {
    if !flags.sharpValue, !isErroring, let text = object.text {
      switch verb {
      case UInt32(UInt8(ascii: "v")), UInt32(UInt8(ascii: "s")), UInt32(UInt8(ascii: "x")), UInt32(UInt8(ascii: "X")),
        UInt32(UInt8(ascii: "q")):
        stringVerb(text.bytes, verb, value)
        return
      default: break
      }
    }
    if let complex = object as? GoComplex {
      complexVerb(complex, verb, value)
    } else if let number = object.integer {
      let isUnsigned = (object as? GoInteger)?.isUnsigned ?? false
      integer(UInt64(bitPattern: number), signed: !isUnsigned, verb, value)
    } else if let (entries, _) = object.rangeValue {
      out += (flags.sharpValue ? object.type.name + "{" : "map[").utf8
      for (index, entry) in entries.enumerated() {
        if index > 0 { out += (flags.sharpValue ? ", " : " ").utf8 }
        printValue(entry.key, verb, depth: depth + 1, boxed: false)
        out.append(UInt8(ascii: ":"))
        printValue(entry.value, verb, depth: depth + 1, boxed: false)
      }
      out.append(UInt8(ascii: flags.sharpValue ? "}" : "]"))
    } else {
      printFields(object, verb, depth)
    }
  }

  private mutating func printFields(_ object: GoObject, _ verb: UInt32, _ depth: Int) {
    let name = object.type.name
    if object.type.kind == .pointer {
      guard depth == 0 else {
        // Go shows an address here.
        out += "0xc000000000".utf8
        return
      }
      out.append(UInt8(ascii: "&"))
    }
    if flags.sharpValue { out += (name.hasPrefix("*") ? String(name.dropFirst()) : name).utf8 }
    out.append(UInt8(ascii: "{"))
    for (index, field) in (object.printedFields ?? []).enumerated() {
      if index > 0 { out += (flags.sharpValue ? ", " : " ").utf8 }
      if flags.plusValue || flags.sharpValue {
        out += field.name.utf8
        out.append(UInt8(ascii: ":"))
      }
      printValue(field.value, verb, depth: depth + 1, boxed: false)
    }
    out.append(UInt8(ascii: "}"))
  }

  /// Set while a wrong verb's value is printed, so that its methods are left alone.
  private var isErroring = false

  /// `%!verb(type=value)`.
  mutating func badVerb(_ value: GoValue, _ verb: UInt32) {
    let wasErroring = isErroring
    isErroring = true
    out += "%!".utf8
    UTF8Text.append(verb, to: &out)
    out.append(UInt8(ascii: "("))
    if value.isNone {
      out += "<nil>".utf8
    } else {
      out += value.typeName.utf8
      out.append(UInt8(ascii: "="))
      printArgument(value, UInt32(UInt8(ascii: "v")))
    }
    out.append(UInt8(ascii: ")"))
    isErroring = wasErroring
  }
}

extension GoValue {
  /// The number of any integer type.
  var integerValue: Int64? {
    switch self {
    case .int(let number): Int64(number)
    case .int64(let number): number
    case .object(let object): object.integer
    default: nil
    }
  }
}
