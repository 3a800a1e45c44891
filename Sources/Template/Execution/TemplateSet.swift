import Structure

/// Templates that know each other by name, and the functions that they may call. A value: a copy is a clone.
package struct TemplateSet: Sendable {
  package let functions: FunctionTable
  private(set) var definitions: [ByteString: Definition] = [:]
  /// What each text defines: dependencies bring the same library along again and again.
  private var parsed: [UInt64: (text: ByteString, definitions: [Definition])] = [:]

  package init(functions: FunctionTable) { self.functions = functions }

  /// Parses a text and adds what it defines; later definitions replace earlier ones unless they are blank.
  /// - Parameters:
  ///   - name: The name of the template that the text itself is, and of messages about it.
  ///   - hash: Of the text, when ``prepare(_:)`` has given it.
  /// - Throws: ``TemplateError`` with Go's message and the line.
  package mutating func parse(_ text: [UInt8], name: String, hash: UInt64? = nil) throws(TemplateError) {
    let text = ByteString(text)
    let hash = hash ?? text.fastHash
    if let known = parsed[hash], known.text == text {
      if known.definitions.last?.file == name { return add(known.definitions) }
      if let moved = Definition.moved(known.definitions, to: name) { return add(moved) }
    }
    let definitions = try Parser.parse(text.bytes, name: name, functions: functions, stack: .forThisThread())
    parsed[hash] = (text, definitions)
    add(definitions)
  }

  /// Parses texts that will be added, many of them on a second thread, so that ``parse(_:name:hash:)`` finds them done.
  ///
  /// A text with a mistake is left for ``parse(_:name:hash:)``, which tells of it in its turn.
  /// - Parameter ahead: Texts that are being parsed already.
  /// - Returns: The hashes of the texts.
  package mutating func prepare(
    _ texts: [(text: [UInt8], name: String)], ahead: TemplatesAhead? = nil
  ) -> [UInt64] {
    for (text, definitions) in ahead?.finish() ?? [] { parsed[text.fastHash] = (text, definitions) }
    var hashes: [UInt64] = []
    var distinct: [(hash: UInt64, text: ByteString, name: String)] = []
    var seen: Set<UInt64> = []
    for (text, name) in texts {
      let text = ByteString(text)
      let hash = text.fastHash
      hashes.append(hash)
      if parsed[hash] == nil, seen.insert(hash).inserted { distinct.append((hash, text, name)) }
    }
    let functions = functions
    let found = SideBySide.each(of: distinct.count, from: 16) { index in
      let (_, text, name) = distinct[index]
      return try? Parser.parse(text.bytes, name: name, functions: functions, stack: .forThisThread())
    }
    for (entry, definitions) in zip(distinct, found) {
      if let definitions { parsed[entry.hash] = (entry.text, definitions) }
    }
    return hashes
  }

  mutating func add(_ parsed: [Definition]) {
    for definition in parsed where definitions[definition.name] == nil || !definition.isEmpty {
      definitions[definition.name] = definition
    }
  }

  /// Adds for a while: gives what ``restore(_:)`` needs to undo it.
  mutating func replace(with parsed: [Definition]) -> [(name: ByteString, definition: Definition?)] {
    let replaced = parsed.map { (name: $0.name, definition: definitions[$0.name]) }
    add(parsed)
    return replaced
  }

  mutating func restore(_ replaced: [(name: ByteString, definition: Definition?)]) {
    for (name, definition) in replaced { definitions[name] = definition }
  }

  package func contains(_ name: String) -> Bool { definitions[ByteString(name)] != nil }

  /// The names of all templates, sorted.
  package var names: [String] { definitions.keys.sorted().map(\.text) }
}

/// How templates are executed.
package struct ExecutionOptions: Sendable {
  /// What a map without the wanted key gives.
  package enum MissingKey: String, Sendable {
    /// No value, printed as `<no value>`.
    case invalid
    /// The zero value of the map's element type: what Helm uses.
    case zero
    /// An error.
    case error
  }

  package var missingKey: MissingKey
  package var limits: Limits
  /// The time of `now`, in nanoseconds since 1970.
  package var clock: @Sendable () -> GoInstant
  /// Answers `lookup`; nil means that there is no cluster and every answer is empty.
  package var lookup: Lookup?
  /// Whether `required` and `fail` let pass, as `helm lint` does.
  package var isLint: Bool

  /// Asks the cluster for one object (`name` given) or for a list.
  package typealias Lookup =
    @Sendable (_ apiVersion: String, _ kind: String, _ namespace: String, _ name: String)
    throws -> GoValue

  package init(
    missingKey: MissingKey = .invalid, limits: Limits = Limits(),
    clock: @escaping @Sendable () -> GoInstant = { GoInstant.now() }, lookup: Lookup? = nil, isLint: Bool = false
  ) {
    self.missingKey = missingKey
    self.limits = limits
    self.clock = clock
    self.lookup = lookup
    self.isLint = isLint
  }

  /// Bounds against templates that never end or that grow without end.
  package struct Limits: Sendable {
    /// The bytes that one text may have: the output of a template, an argument that a function makes.
    package var text: Int
    /// Statements and calls of all templates of an execution; what takes long counts for many.
    package var steps: Int
    /// Templates that execute each other, however they are called.
    package var depth: Int
    /// The elements that one list may have.
    package var elements: Int
    /// The bytes that all functions together may make.
    package var work: Int

    package init(
      text: Int = 32 << 20, steps: Int = 50_000_000, depth: Int = 2000, elements: Int = 1_000_000, work: Int = 1 << 30
    ) {
      self.text = text
      self.steps = steps
      self.depth = depth
      self.elements = elements
      self.work = work
    }
  }
}
