/// Merges two lists whose elements some keys identify; without keys, lists of scalars.
struct AssociativeMerge {
  /// What the result begins as: the object's list, or the patch's where that replaces it.
  let object: Node
  let patch: Node?
  /// The merge keys; one empty key stands for the element itself.
  private let keys: [String]
  private var values: [[String]]

  init(object: Node, patch: Node?, keys: [String]) {
    self.object = object
    self.patch = patch
    self.keys = keys.isEmpty ? [""] : keys
    values = []
    var seen: Set<[String]> = []
    for list in [patch, object].compactMap({ $0 }) {
      for item in list.items {
        let identity = keys.isEmpty ? [item.text] : keys.map { Self.text(item.field($0)) }
        if seen.insert(identity).inserted { values.append(identity) }
      }
    }
    if keys.count > 1 { fillGaps() }
  }

  private static func text(_ node: Node?) -> String {
    guard let node, !node.isNullOrEmpty else { return "" }
    return node.text
  }

  /// Two identities that agree where both say something become one.
  private mutating func fillGaps() {
    for left in values.indices {
      for right in values.indices {
        guard let union = Self.union(values[left], values[right]) else { continue }
        values[left] = union
        values[right] = union
      }
    }
  }

  private static func union(_ left: [String], _ right: [String]) -> [String]? {
    var result: [String] = []
    var agree = false
    for (mine, theirs) in zip(left, right) {
      if mine == theirs {
        agree = true
        result.append(mine)
      } else if !mine.isEmpty, !theirs.isEmpty {
        return nil
      } else {
        result.append(mine.isEmpty ? theirs : mine)
      }
    }
    return agree ? result : nil
  }

  /// The merged list; nil when it is null.
  mutating func run(_ mergeElements: (Node?, Node?) throws(Failure) -> Node?) throws(Failure) -> Node? {
    let result = Node.sequence()
    var lastKeys = keys
    for value in values {
      let (usedKeys, usedValues) = Self.used(keys, value, among: values)
      lastKeys = usedKeys
      let (searchKeys, searchValues) = Self.used(usedKeys, usedValues, among: [usedValues])
      let merged = try mergeElements(
        Self.find(searchKeys, searchValues, in: object), patch.flatMap { Self.find(searchKeys, searchValues, in: $0) })
      guard let merged, !merged.isNull, !merged.isEmptyMapping else {
        try ListElements.set(nil, keys: usedKeys, values: usedValues, in: object)
        continue
      }
      for (key, text) in zip(usedKeys, usedValues) where merged.field(key) == nil && !text.isEmpty {
        if key.isEmpty { try merged.setScalar(.scalar(text)) } else { merged.set(key, text: text) }
      }
      try ListElements.set(merged, keys: usedKeys, values: usedValues, in: result)
    }
    guard !values.isEmpty else { return object.isNull ? nil : object }
    try appendRest(to: result, lastKeys)
    return result
  }

  /// The elements of the object that were not merged follow; those that were are replaced by themselves.
  private func appendRest(to result: Node, _ keys: [String]) throws(Failure) {
    for element in object.items {
      if keys[0].isEmpty {
        try ListElements.set(element, keys: [""], values: [element.text], in: result)
        continue
      }
      var texts: [String] = []
      for key in keys {
        try element.expect(.mapping)
        if let value = element.field(key) {
          texts.append(value.text)
        } else {
          // An element without the key is appended, once for each key that it lacks.
          result.items.append(element)
        }
      }
      if keys.count > 1 { try ListElements.set(nil, keys: keys, values: texts, in: result) }
      try ListElements.set(element, keys: keys, values: texts, in: result)
    }
  }

  /// The keys that some element has, with the values for them; all keys when none has any.
  private static func used(
    _ keys: [String], _ value: [String], among all: [[String]]
  ) -> (keys: [String], values: [String]) {
    var used: Set<String> = []
    for other in all { for (key, text) in zip(keys, other) where !text.isEmpty { used.insert(key) } }
    if used.isEmpty { return (keys, value) }
    return (
      keys.filter(used.contains), zip(keys, value).filter { !$0.1.isEmpty || used.contains($0.0) }.map(\.1)
    )
  }

  private static func find(_ keys: [String], _ values: [String], in list: Node) -> Node? {
    guard list.kind == .sequence else { return nil }
    if keys[0].isEmpty { return list.items.first { $0.text == values[0] } }
    guard keys.count == values.count else { return nil }
    return list.items.first { item in
      item.kind == .mapping && zip(keys, values).allSatisfy { item.field($0)?.text == $1 }
    }
  }
}
