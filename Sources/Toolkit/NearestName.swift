/// Finds the name that somebody probably meant.
package enum NearestName {
  /// The candidate with the fewest edits to `name`; nil when none is near enough to be worth suggesting.
  ///
  /// Case does not count, and two letters in the wrong order are one edit. A third of the name may differ.
  package static func of(_ name: String, among candidates: [String]) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
    let limit = max(1, wanted.count / 3)
    let distances = candidates.map { (name: $0, edits: edits(wanted, Array($0.lowercased().unicodeScalars))) }
    guard let best = distances.min(by: { $0.edits < $1.edits }), best.edits <= limit else { return nil }
    return best.name
  }

  /// Restricted Damerau-Levenshtein distance.
  private static func edits(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let change = previous[column] + (left[row] == right[column] ? 0 : 1)
        var best = min(change, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforePrevious[column - 1] + 1)
        }
        current.append(best)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[right.count]
  }
}
