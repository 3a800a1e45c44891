import Structure

extension Evaluation {
  var location: JSONPointer {
    JSONPointer(
      path.map { step in
        switch step {
        case .key(let key): key
        case .index(let index): String(index)
        }
      })
  }

  /// A violation at the value at work.
  mutating func violation(
    _ keyword: String, _ message: String, _ node: SchemaNode, names: [String] = [], causes: [Violation] = []
  ) throws(JSONSchemaError) -> Violation {
    var schema = program.locations.address(of: node.location)
    if !keyword.isEmpty { schema += "/" + keyword }
    let violation = Violation(
      location: location, schemaLocation: schema, keyword: keyword, message: message, names: names, causes: causes)
    try budget.keep(violation)
    return violation
  }

  /// Writes a violation down, when they are collected.
  /// - Returns: Always nil: the value is not valid.
  @discardableResult
  mutating func fail(
    _ keyword: String, _ message: @autoclosure () -> String, _ node: SchemaNode, names: [String] = [],
    causes: [Violation] = [], into found: inout [Violation]
  ) throws(JSONSchemaError) -> Marks? {
    if collects {
      found.append(try violation(keyword, message(), node, names: names, causes: causes))
    }
    return nil
  }

  /// The frame that is already at work with the same schema on the same value; it would go round for ever.
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
    return JSONPointer(tokens).description
  }
}
