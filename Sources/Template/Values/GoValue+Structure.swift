package import Structure

extension GoValue {
  /// A document as Go's JSON decoder would give it: every number a float64.
  package init(_ value: Value) { self.init(value, integers: false) }

  /// - Parameter integers: Whether integers stay int64, as Go's Kubernetes decoders keep them.
  package init(_ value: Value, integers: Bool) {
    switch value {
    case .null: self = .none
    case .bool(let flag): self = .bool(flag)
    case .int(let number): self = integers ? .int64(number) : .double(Double(number))
    case .uint(let number): self = .double(Double(number))
    case .double(let number): self = .double(number)
    case .string(let text): self = .string(ByteString(text))
    case .array(let elements): self = .list(GoList.grown(elements.map { GoValue($0, integers: integers) }))
    case .object(let mapping):
      self = .map(
        GoMap(
          uniqueKeys: mapping.keys.map { ByteString($0) },
          values: mapping.values.map { GoValue($0, integers: integers) }))
    }
  }
}

extension GoValue {
  /// A deep copy: maps are new ones at any depth.
  /// - Parameter keepsCapacity: Whether lists can be sliced behind their ends as before.
  func copied(keepsCapacity: Bool) -> GoValue {
    switch self {
    case .map(let map): .map(map.copied(keepsCapacity: keepsCapacity))
    case .list(let list): .list(list.copied(keepsCapacity: keepsCapacity))
    default: self
    }
  }
}

extension GoMap {
  /// A deep copy, in which lists have no room behind their ends.
  package var copied: GoMap { copied(keepsCapacity: false) }

  fileprivate func copied(keepsCapacity: Bool) -> GoMap { copy { $0.copied(keepsCapacity: keepsCapacity) } }
}

extension GoList {
  /// A copy that shares no map with the list; the list itself when it needs no other.
  fileprivate func copied(keepsCapacity: Bool) -> GoList {
    let holdsMaps = elements.contains {
      switch $0 {
      case .map, .list: true
      default: false
      }
    }
    let room = keepsCapacity ? capacity : elements.count
    guard holdsMaps || capacity != room else { return self }
    return GoList(
      elements.map { $0.copied(keepsCapacity: keepsCapacity) }, element: element, isNil: isNil, capacity: room)
  }
}

extension Value {
  /// The document that an encoder sees which does not go through JSON: what is nil but typed is empty there.
  package init(direct value: GoValue) {
    switch value {
    case .list(let list): self = .array(list.elements.map { element in Value(direct: element) })
    case .map(let map):
      var mapping = Mapping()
      for (key, value) in map.sorted() { mapping.append(key: key.text, value: Value(direct: value)) }
      self = .object(mapping)
    default: self = Value(value)
    }
  }

  /// The document that encoders see: sorted keys, malformed UTF-8 replaced.
  package init(_ value: GoValue) {
    switch value {
    case .none: self = .null
    case .bool(let flag): self = .bool(flag)
    case .int(let number): self = .int(Int64(number))
    case .int64(let number): self = .int(number)
    case .double(let number): self = .double(number)
    case .string(let text): self = .string(text.text)
    case .list(let list): self = list.isNil ? .null : .array(list.elements.map { element in Value(element) })
    case .map(let map):
      if map.isNil {
        self = .null
      } else {
        var mapping = Mapping()
        for (key, value) in map.sorted() { mapping.append(key: key.text, value: Value(value)) }
        self = .object(mapping)
      }
    case .object(let object):
      if let integer = object as? GoInteger {
        self =
          integer.isUnsigned && integer.value < 0
          ? .uint(UInt64(bitPattern: integer.value)) : .int(integer.value)
      } else if let encoded = object.encoded {
        self = Value(encoded)
      } else if let fields = object.fields {
        var mapping = Mapping()
        for (name, value) in fields { mapping.append(key: name, value: Value(value)) }
        self = .object(mapping)
      } else {
        self = .object(Mapping())
      }
    }
  }
}
