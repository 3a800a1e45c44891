import Structure

extension Evaluation {
  var location: JSONPointer {
    JSONPointer(
      path.map { step in
        switch step {
        case .key(let key): key
        case .index(let index, _): String(index)
        }
      })
  }

  /// The location that Helm prints, when that is another.
  var helmLocation: JSONPointer? {
    if nameDepth > 0 { return .root }
    let isShifted = path.contains { step in
      if case .index(let index, let shown) = step { index != shown } else { false }
    }
    guard isShifted else { return nil }
    return JSONPointer(
      path.map { step in
        switch step {
        case .key(let key): key
        case .index(_, let shown): String(shown)
        }
      })
  }

  /// A violation at the value at work.
  @inline(never)
  mutating func violation(
    _ keyword: String, _ message: String, _ node: SchemaNode, names: [String] = [], causes: [Violation] = []
  ) throws(JSONSchemaError) -> Violation {
    var schema = program.locations.address(of: node.location)
    if !keyword.isEmpty { schema += "/" + keyword }
    let violation = Violation(
      location: location, schemaLocation: schema, keyword: keyword, message: message, names: names, causes: causes,
      helmLocation: helmLocation)
    try budget.keep(violation)
    return violation
  }

  /// Writes a violation down, when they are collected.
  /// - Returns: Always nil: the value is not valid.
  @discardableResult
  @inline(never)
  mutating func fail(
    _ keyword: String, _ message: @autoclosure () -> String, _ node: SchemaNode, names: [String] = [],
    causes: [Violation] = [], into found: inout [Violation]
  ) throws(JSONSchemaError) -> Marks? {
    if collects {
      found.append(try violation(keyword, message(), node, names: names, causes: causes))
    }
    return nil
  }

  /// Adds what one schema found wrong, held together when it is more than one thing.
  @inline(never)
  mutating func add(
    _ found: inout [Violation], _ node: SchemaNode, to violations: inout [Violation]
  ) throws(JSONSchemaError) {
    if found.count == 1 {
      violations.append(contentsOf: found)
      return
    }
    var group = try violation("", "validation failed", node)
    group.isGroup = true
    swap(&group.causes, &found)
    violations.append(group)
  }

  /// Fails because the last frame repeats an earlier one.
  @inline(never)
  mutating func failCycle(
    _ earlier: Int, _ node: SchemaNode, into violations: inout [Violation]
  ) throws(JSONSchemaError) -> Marks? {
    guard collects else { return nil }
    let message = cycleMessage(earlier)
    return try fail("", message, node, into: &violations)
  }

  /// The frame that is already at work with the same schema on the same value; it would go round for ever.
  @inline(never)
  mutating func cycle(to id: SchemaNode.ID) throws(JSONSchemaError) -> Int? {
    var index = frames.count - 1
    let start = index
    while index >= 0, frames[index].depth == depth {
      if frames[index].node == id { return index }
      index -= 1
    }
    // Long chains cost their square.
    try budget.spend((start - index) >> 4)
    return nil
  }

  /// - Parameter earlier: The frame that the last one repeats.
  func cycleMessage(_ earlier: Int) -> String {
    let node = program.nodes[Int(frames[earlier].node)]
    return "both \(keywordPath(upTo: frames.count - 1)) and \(keywordPath(upTo: earlier)) resolve to "
      + GoQuote.double(program.locations.address(of: node.location)) + " causing reference cycle"
  }

  /// The keywords that were followed from the root to a frame.
  private func keywordPath(upTo last: Int) -> String {
    var tokens: [String] = []
    for index in stride(from: 1, through: last, by: 1) {
      if let reference = frames[index].reference {
        tokens.append(reference)
      } else {
        let (from, to) = (program.nodes[Int(frames[index - 1].node)], program.nodes[Int(frames[index].node)])
        tokens += program.locations.path(from: from.location, to: to.location) ?? []
      }
    }
    return JSONPointer(tokens).fragment
  }
}
