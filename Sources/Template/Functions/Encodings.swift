/// Base64, base32 and JSON.
enum Encodings {
  static let functions: [Function] = [
    Function("b64enc", [.string]) { arguments, execution in
      try execution.charge(arguments.bytes(0).count * 2)
      return .string(Base64.encode(arguments.bytes(0)))
    },
    Function("b64dec", [.string]) { arguments, _ in
      do throws(FunctionError) { return .string(try Base64.decode(arguments.bytes(0))) } catch {
        return .string(error.message)
      }
    },
    Function("b32enc", [.string]) { arguments, execution in
      try execution.charge(arguments.bytes(0).count * 2)
      return .string(Base64.encode32(arguments.bytes(0)))
    },
    Function("b32dec", [.string]) { arguments, _ in
      do throws(FunctionError) { return .string(try Base64.decode32(arguments.bytes(0))) } catch {
        return .string(error.message)
      }
    },
    Function("mustFromJson", [.string]) { arguments, _ in try JSONReader.read(arguments.bytes(0)) },
    Function("fromJson", [.string]) { arguments, _ in map(arguments.bytes(0)) },
    Function("fromJsonArray", [.string]) { arguments, _ in list(arguments.bytes(0)) },
    Function("toJson", [.any]) { arguments, execution in
      try execution.made((try? JSONWriter.write(arguments[0])) ?? [])
    },
    Function("mustToJson", [.any]) { arguments, execution in
      try execution.made(try JSONWriter.write(arguments[0]))
    },
    Function("toPrettyJson", [.any]) { arguments, execution in
      try execution.made((try? JSONWriter.write(arguments[0], .init(isPretty: true))) ?? [])
    },
    Function("mustToPrettyJson", [.any]) { arguments, execution in
      try execution.made(try JSONWriter.write(arguments[0], .init(isPretty: true)))
    },
    Function("toRawJson", [.any]) { arguments, execution in
      try execution.made(try JSONWriter.write(arguments[0], .init(escapesHTML: false)))
    },
    Function("mustToRawJson", [.any]) { arguments, execution in
      try execution.made(try JSONWriter.write(arguments[0], .init(escapesHTML: false)))
    },
  ]

  /// Helm's fromJson: the error stands under `Error`.
  private static func map(_ text: [UInt8]) -> GoValue {
    do { return try dictionary(try JSONReader.read(text)) } catch { return failure(error.message) }
  }

  private static func list(_ text: [UInt8]) -> GoValue {
    do { return try array(try JSONReader.read(text)) } catch { return .list([.string(error.message)]) }
  }

  static func failure(_ message: String) -> GoValue { .map(GoMap(["Error": .string(message)])) }

  /// A decoded value that must be an object; null is a nil map.
  static func dictionary(_ value: GoValue) throws(FunctionError) -> GoValue {
    switch value {
    case .map: return value
    case .none: return .map(GoMap(isNil: true))
    default:
      throw FunctionError(
        "json: cannot unmarshal \(jsonName(value)) into Go value of type map[string]interface {}")
    }
  }

  /// A decoded value that must be an array; null is a nil slice.
  static func array(_ value: GoValue) throws(FunctionError) -> GoValue {
    switch value {
    case .list: return value
    case .none: return .nilList
    default: throw FunctionError("json: cannot unmarshal \(jsonName(value)) into Go value of type []interface {}")
    }
  }

  private static func jsonName(_ value: GoValue) -> String {
    switch value {
    case .bool: "bool"
    case .string: "string"
    case .list: "array"
    case .map: "object"
    default: "number"
    }
  }
}
