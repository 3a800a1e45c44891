import Structure

/// Every place in a schema document that was looked at, each as a step from another, so that long paths cost nothing
/// until one is printed.
struct LocationTable: Sendable {
  typealias ID = Int32

  /// Tokens differ when their bytes do: keys that Unicode calls equivalent are two places.
  private struct Step: Hashable, Sendable {
    var parent: ID
    var token: String

    static func == (left: Step, right: Step) -> Bool {
      left.parent == right.parent && left.token.utf8.elementsEqual(right.token.utf8)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(parent)
      for byte in token.utf8 { hasher.combine(byte) }
    }
  }

  private var steps: [Step] = []
  private var index: [Step: ID] = [:]

  /// A place of its own: the root of a document, whose address is kept as its token.
  mutating func addRoot(_ document: String) -> ID { intern(Step(parent: -1, token: document)) }

  mutating func child(of parent: ID, _ token: String) -> ID { intern(Step(parent: parent, token: token)) }

  /// The place below another; nil when nobody looked there.
  func existingChild(of parent: ID, _ token: String) -> ID? { index[Step(parent: parent, token: token)] }

  private mutating func intern(_ step: Step) -> ID {
    if let known = index[step] { return known }
    let id = ID(steps.count)
    steps.append(step)
    index[step] = id
    return id
  }

  /// The address of the document that a place is in, and the way there.
  func resolve(_ id: ID) -> (document: String, pointer: JSONPointer) {
    var tokens: [String] = []
    var step = steps[Int(id)]
    while step.parent >= 0 {
      tokens.append(step.token)
      step = steps[Int(step.parent)]
    }
    return (step.token, JSONPointer(tokens.reversed()))
  }

  /// `file:///values.schema.json#/properties/a`
  func address(of id: ID) -> String {
    let (document, pointer) = resolve(id)
    return "\(document)#\(pointer.fragment)"
  }

  /// The steps from one place down to another; nil when it does not stand below.
  func path(from upper: ID, to lower: ID) -> [String]? {
    var tokens: [String] = []
    var id = lower
    while id != upper {
      guard id >= 0 else { return nil }
      let step = steps[Int(id)]
      tokens.append(step.token)
      id = step.parent
    }
    return tokens.reversed()
  }
}

extension JSONPointer {
  /// The form in which a pointer stands behind the `#` of an address, as Go's `url.PathEscape` writes each key.
  var fragment: String {
    let digits = Array("0123456789ABCDEF".utf8)
    let plain = Array("-_.~$&+=:@/".utf8)
    var bytes: [UInt8] = []
    for byte in description.utf8 {
      if byte.isLetter || byte.isDigit || plain.contains(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
