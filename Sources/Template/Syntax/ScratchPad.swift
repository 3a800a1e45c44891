/// Children of nodes that are not complete yet; the innermost node's are the last.
struct ScratchPad {
  /// What lies behind `count` is left over.
  private var items: [Node.Number] = []
  private(set) var count = 0

  subscript(index: Int) -> Node.Number { items[index] }

  mutating func append(_ item: Node.Number) {
    if count < items.count { items[count] = item } else { items.append(item) }
    count += 1
  }

  /// Takes all since `mark` off and adds them to `children`.
  mutating func take(from mark: Int, into children: inout [Node.Number]) {
    var index = mark
    while index < count {
      children.append(items[index])
      index += 1
    }
    count = mark
  }
}
