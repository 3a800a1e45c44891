/// Rows under headings, each column as wide as its widest cell: what kubectl prints.
struct Table {
  private var rows: [[String]]
  /// Spaces between columns.
  private static let gap = 3

  init(headings: [String]) { rows = headings.isEmpty ? [] : [headings] }

  mutating func add(_ row: [String]) {
    // Texts from repositories and receivers may hold escape sequences, which a terminal would obey.
    rows.append(row.map { cell in String(cell.map { Self.isControl($0) ? " " : $0 }) })
  }

  private static func isControl(_ character: Character) -> Bool {
    character.isNewline
      || character.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
  }

  /// The lines, without spaces at their ends.
  /// - Parameter widths: The least width of each column; grows to what was needed, so that a watch keeps its columns.
  func lines(widths: inout [Int]) -> [String] {
    for row in rows {
      for (index, cell) in row.enumerated() {
        if index == widths.count { widths.append(0) }
        widths[index] = max(widths[index], cell.count)
      }
    }
    return rows.map { row in
      var line = ""
      for (index, cell) in row.enumerated() {
        line += cell
        if index + 1 < row.count { line += String(repeating: " ", count: widths[index] - cell.count + Self.gap) }
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  var lines: [String] {
    var widths: [Int] = []
    return lines(widths: &widths)
  }
}
