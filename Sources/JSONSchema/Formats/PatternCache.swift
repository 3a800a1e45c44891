import Structure

/// The patterns of one schema, each compiled once however often it stands there, within a limit for all of them.
final class PatternCache {
  private var compiled: [String: Result<RegularExpression, SyntaxError>] = [:]
  private var bytes = 0

  /// What all patterns of a schema may take, with what matching keeps.
  private static let limit = 128 << 20
  /// What the first ones may take each, and those behind them; a larger one may take what RE2 thinks fit.
  private static let (usual, small, large) = (256 << 10, 64 << 10, 8 << 20)

  /// - Returns: The pattern, or why it is none, in Go's words.
  /// - Throws: ``JSONSchemaError`` when there are too many patterns, or compiling them takes too long.
  func pattern(
    _ text: String, _ budget: inout Budget
  ) throws(JSONSchemaError) -> Result<RegularExpression, SyntaxError> {
    if let known = compiled[text] { return known }
    var memory = bytes < Self.limit / 2 ? Self.usual : Self.small
    try budget.spend(200 + text.utf8.count * 4)
    var result = PatternSource.result(text, memory: memory)
    if case .failure(let error) = result, PatternSource.isTooLarge(error) {
      memory = Self.large
      result = PatternSource.result(text, memory: memory)
    }
    switch result {
    case .success(let pattern):
      try budget.spend(32 * pattern.programSize)
      bytes += memory
    case .failure(let error):
      // It took as long as the largest pattern that there can be.
      if PatternSource.isTooLarge(error) { try budget.spend(5_000_000) }
    }
    guard bytes <= Self.limit else {
      throw JSONSchemaError(.limitExceeded, "the schema has too many regular expressions, or too large ones")
    }
    compiled[text] = result
    return result
  }
}
