import Structure

/// Every function that Helm's templates have: text/template's, sprig's without `env` and `expandenv`, and Helm's own.
package enum HelmFunctions {
  package static let table: FunctionTable = {
    var table = Builtins.table
    for group in [
      Strings.functions, Lists.functions, Dictionaries.functions, Arithmetic.functions, Defaults.functions,
      Paths.functions, Encodings.functions, Regex.functions, DateFunctions.functions, SemVerFunctions.functions,
      URLs.functions, Randomness.functions, Hashes.functions, Certificates.functions, YAMLFunctions.functions,
      TOMLFunctions.functions, own,
    ] {
      table.add(group)
    }
    return table
  }()

  /// How often a name may be included inside itself.
  private static let inclusionLimit = 1000

  private static let own: [Function] = [
    Function("include", [.string, .any]) { arguments, execution in
      let name = arguments.string(0)
      let depth = execution.included[name] ?? 0
      if depth > inclusionLimit {
        throw FunctionError(
          "rendering template has a nested reference name: \(name): unable to execute template",
          causes: ["unable to execute template"])
      }
      execution.included[name] = depth + 1
      defer { execution.included[name] = depth }
      let made = try execution.render(name, Slot(arguments[1]))
      switch made {
      case .string(let text): try execution.charge(text.count)
      case .object(let object as PendingText): try execution.charge(object.count)
      default: break
      }
      return made
    },
    Function("tpl", [.string, .any]) { arguments, execution in
      try execution.renderText(arguments.string(0), Slot(arguments[1]))
    },
    Function("required", [.string, .any]) { arguments, execution in
      switch arguments[1] {
      case .none: break
      case .string(let text) where text.isEmpty: break
      default: return arguments[1]
      }
      if execution.options.isLint { return .string("") }
      throw FunctionError(HelmMessage.wrapped(arguments.string(0).text))
    },
    Function("fail", [.string]) { arguments, execution in
      if execution.options.isLint { return .string("") }
      throw FunctionError(HelmMessage.wrapped(arguments.string(0).text))
    },
    Function("lookup", [.string, .string, .string, .string]) { arguments, execution in
      guard let lookup = execution.options.lookup else { return .map(GoMap()) }
      return try lookup(
        arguments.string(0).text, arguments.string(1).text, arguments.string(2).text, arguments.string(3).text)
    },
  ]
}

extension Execution {
  /// `tpl`: a text as a template. What it defines is known to itself and to what it includes only.
  func renderText(_ text: ByteString, _ data: Slot) throws -> GoValue {
    let parsed: [Definition]
    if let known = parsedTexts[text] {
      parsed = known
    } else {
      do {
        parsed = try Parser.parse(text.bytes, name: "gotpl", functions: set.functions, stack: stack)
      } catch {
        let quoted = Parser.quoted(text.bytes)
        throw FunctionError("cannot parse template \(quoted): \(error.message)", causes: [error.message])
      }
      if text.count < 100_000, parsedTexts.count < 10_000 { parsedTexts[text] = parsed }
    }
    let replaced = set.replace(with: parsed)
    defer { set.restore(replaced) }
    do {
      // A blank text must not run what another text left under the same name.
      guard let template = parsed.last, template.name == "gotpl" else { return .string(ByteString()) }
      switch try self.text(of: template, data) {
      case .string(let text): return .string(text.withoutNoValue)
      case .object(let object as PendingText): return .object(object.withoutNoValue)
      case let value: return value
      }
    } catch let error as TemplateError where error.stage != .limit {
      let quoted = Parser.quoted(text.bytes)
      throw FunctionError(
        "error during tpl function execution for \(quoted): \(error.message)", causes: [error.message] + error.causes)
    }
  }
}
