/// What a call costs beyond a step of its own. Templates may come from anywhere: what takes long must be dear.
enum FunctionCost: Sendable {
  /// Nothing that its result does not pay for.
  case ordinary
  /// A step for each value inside the arguments, all of which it visits.
  case arguments
  /// A number of steps, for what takes milliseconds whatever it is given.
  case steps(Int)

  /// - Parameter name: Of a function; methods are ordinary.
  static func of(_ name: String) -> FunctionCost {
    if visiting.contains(name) { return .arguments }
    return expensive[name].map { .steps($0) } ?? .ordinary
  }

  private static let visiting: Set<String> = [
    "adler32sum", "cat", "deepCopy", "deepEqual", "has", "html", "join", "js", "merge", "mergeOverwrite",
    "mustDeepCopy",
    "mustHas", "mustMerge", "mustMergeOverwrite", "mustToJson", "mustToPrettyJson", "mustToRawJson", "mustToToml",
    "mustToYaml", "mustUniq", "mustWithout", "print", "printf", "println", "quote", "sha1sum", "sha256sum", "sha512sum",
    "sortAlpha", "squote", "toDecimal", "toJson", "toPrettyJson", "toRawJson", "toString", "toStrings", "toToml",
    "toYaml", "toYamlPretty", "uniq", "urlquery", "without",
  ]

  /// In steps of some 30 nanoseconds.
  private static let expensive: [String: Int] = [
    "bcrypt": 2_500_000, "derivePassword": 5_000_000, "genCA": 2_000_000, "genPrivateKey": 4_000_000,
    "genSelfSignedCert": 2_000_000, "genSignedCert": 2_000_000, "htpasswd": 2_500_000,
  ]
}

extension Execution {
  /// Pays for a call before it is made.
  func pay(for function: Function, _ arguments: [GoValue]) throws {
    switch function.cost {
    case .ordinary: return
    case .arguments: for argument in arguments { try visit(argument) }
    case .steps(let count): try spend(count)
    }
  }

  /// Counts the values inside of one that is going to be walked through as a whole. Tables may hold one another many
  /// times over, so that few of them stand for more than can ever be visited.
  /// - Throws: ``TemplateError`` when there are too many.
  func visit(_ value: GoValue) throws {
    switch value {
    case .list(let list) where !list.elements.isEmpty: break
    case .map(let map) where map.count > 0: break
    case .string(let text): return try spend(text.count / 64)
    default: return
    }
    var open = [value]
    var count = 0
    while let value = open.popLast() {
      count += 1
      guard count + open.count <= options.limits.elements else {
        throw limit("the value has more than the limit of \(options.limits.elements) elements")
      }
      switch value {
      case .list(let list): open += list.elements
      case .map(let map): open += map.values
      default: continue
      }
    }
    try spend(count)
  }
}
