import Structure

/// Helm's functions on YAML.
enum YAMLFunctions {
  static let functions: [Function] = [
    Function("toYaml", [.any]) { arguments, execution in try written(arguments[0], execution) },
    Function("mustToYaml", [.any]) { arguments, execution in try written(arguments[0], execution) },
    Function("toYamlPretty", [.any]) { arguments, execution in
      var bytes = YAML.writePretty(Value(direct: arguments[0]))
      if bytes.last == 0x0A { bytes.removeLast() }
      return try execution.made(bytes)
    },
    Function("fromYaml", [.string]) { arguments, execution in
      do {
        guard let value = try read(arguments.bytes(0), execution) else { return .map(GoMap()) }
        return try Encodings.dictionary(value)
      } catch let error as FunctionError {
        return Encodings.failure(message(error))
      }
    },
    Function("fromYamlArray", [.string]) { arguments, execution in
      do {
        guard let value = try read(arguments.bytes(0), execution) else { return .list([]) }
        return try Encodings.array(value)
      } catch let error as FunctionError {
        return .list([.string(message(error))])
      }
    },
  ]

  private static func written(_ value: GoValue, _ execution: Execution) throws -> GoValue {
    // Through JSON, which cannot express everything; Helm gives nothing then.
    guard let document = YAMLThroughJSON.document(value) else { return .string("") }
    var bytes = YAML.write(document)
    if bytes.last == 0x0A { bytes.removeLast() }
    return try execution.made(bytes)
  }

  /// sigs.k8s.io/yaml goes through JSON and says so.
  private static func message(_ error: FunctionError) -> String {
    if error.message.hasPrefix("json: cannot unmarshal") {
      return "error unmarshaling JSON: while decoding JSON: \(error.message)"
    }
    return "error converting YAML to JSON: \(error.message)"
  }

  /// The first document; what follows it does not count. Nil when there is none or it is null.
  private static func read(_ bytes: [UInt8], _ execution: Execution) throws -> GoValue? {
    try execution.charge(bytes.count)
    let text = ByteString(bytes)
    // Charts read the same few texts again and again. What is kept is never given away, since maps can be changed.
    if let known = execution.documents[text] { return known.isNone ? nil : known.copied(keepsCapacity: true) }
    let value = try document(bytes)
    if bytes.count < 100_000, execution.documents.count < 1000 {
      execution.documents[text] = value?.copied(keepsCapacity: true) ?? GoValue.none
    }
    return value
  }

  private static func document(_ bytes: [UInt8]) throws -> GoValue? {
    var options = YAML.ReadOptions()
    options.duplicateKeys = .lastWins
    // The one thing that Go refuses and our own reader takes; for all else it is enough to ask after a refusal.
    let mayPass = bytes.firstIndex(of: [0x5C, 0x2F], from: 0) == nil
    if !mayPass, let message = YAMLMessage.describe(bytes) { throw FunctionError(message) }
    var found: Value?
    do {
      try YAML.forEachDocument(bytes, options: options) { document throws(SyntaxError) in
        found = document.value
        throw SyntaxError(message: enough, position: nil)
      }
    } catch {
      guard error.message == enough else {
        throw FunctionError(YAMLMessage.describe(bytes) ?? YAMLMessage.unreadable(error.message))
      }
    }
    guard let found, !found.isNull else { return nil }
    return try checked(found)
  }

  private static let enough = "enough"

  private static func checked(_ value: Value) throws -> GoValue {
    if let number = firstInfinity(value) {
      throw FunctionError("json: unsupported value: \(Formatter.display(.double(number)))")
    }
    return GoValue(value)
  }

  /// JSON has no infinities.
  private static func firstInfinity(_ value: Value) -> Double? {
    switch value {
    case .double(let number): number.isFinite ? nil : number
    case .array(let elements): elements.lazy.compactMap(firstInfinity).first
    case .object(let mapping): mapping.values.lazy.compactMap(firstInfinity).first
    default: nil
    }
  }
}
