import Structure

extension Node {
  /// A fresh tree with the same data, as kustomize's JSON patches leave it behind: read from JSON, where each number
  /// is a float that is then written in Go's shortest form.
  /// - Throws: As ``Node/value()`` does.
  func normalized() throws(Failure) -> Node {
    switch kind {
    case .mapping:
      try refuseDuplicates()
      let copy = Node(kind: .mapping, tag: .map)
      copy.entries.reserveCapacity(entries.count)
      for entry in entries {
        let value: Node
        do throws(Failure) { value = try entry.value.normalized() } catch {
          throw error.prefixed(entry.key.text)
        }
        copy.entries.append(Entry(key: .string(try entry.key.checkedText()), value: value))
      }
      return copy
    case .sequence:
      let copy = Node(kind: .sequence, tag: .sequence)
      copy.items.reserveCapacity(items.count)
      for item in items { copy.items.append(try item.normalized()) }
      return copy
    case .scalar where effectiveTag == .string:
      let text = try TextPassage.through(text)
      return Node(
        kind: .scalar, tag: .string, style: Self.isQuotedWhenWritten(text) ? .quoted : [], text: text)
    default: return Node(data: try value())
    }
  }

  /// A tree of plain data; numbers as Go writes a float64.
  convenience init(data: Value) {
    switch data {
    case .null: self.init(kind: .scalar, tag: .null, text: "null")
    case .bool(let flag): self.init(kind: .scalar, tag: .bool, text: flag ? "true" : "false")
    case .int(let number): self.init(number: Double(number))
    case .uint(let number): self.init(number: Double(number))
    case .double(let number): self.init(number: number)
    case .string(let text):
      self.init(kind: .scalar, tag: .string, style: Self.isQuotedWhenWritten(text) ? .quoted : [], text: text)
    case .array(let elements):
      self.init(kind: .sequence, tag: .sequence, items: elements.map { Node(data: $0) })
    case .object(let mapping):
      self.init(kind: .mapping, tag: .map)
      entries.reserveCapacity(mapping.count)
      for (key, value) in mapping {
        entries.append(Entry(key: .string(key), value: Node(data: value)))
      }
    }
  }

  private convenience init(number: Double) {
    let text = GoNumber.shortest(number)
    self.init(kind: .scalar, tag: ScalarResolution.tag(of: text), text: text)
  }

  private static func isQuotedWhenWritten(_ text: String) -> Bool { ScalarResolution.tag(of: text) != .string }
}

/// Numbers as Go's strconv writes them.
enum GoNumber {
  /// `FormatFloat(number, 'g', -1, 64)`: with an exponent below 1e-4 and from 1e6 on.
  static func shortest(_ number: Double) -> String {
    let (negative, digits, point) = decimal(number)
    let exponent = point - 1
    let sign = negative ? "-" : ""
    if exponent < -4 || exponent >= 6 {
      var text = sign + String(decoding: digits.prefix(1), as: UTF8.self)
      if digits.count > 1 { text += "." + String(decoding: digits.dropFirst(), as: UTF8.self) }
      let magnitude = String(abs(exponent))
      return text + "e" + (exponent < 0 ? "-" : "+") + (magnitude.utf8.count < 2 ? "0" : "") + magnitude
    }
    return sign + plain(digits, point)
  }

  /// The number without exponent: `FormatFloat(number, 'f', -1, 64)`.
  static func plain(_ number: Double) -> String {
    let (negative, digits, point) = decimal(number)
    return (negative ? "-" : "") + plain(digits, point)
  }

  private static func plain(_ digits: [UInt8], _ point: Int) -> String {
    let text = String(decoding: digits, as: UTF8.self)
    if point <= 0 { return "0." + String(repeating: "0", count: -point) + text }
    if point >= digits.count { return text + String(repeating: "0", count: point - digits.count) }
    return String(text.prefix(point)) + "." + String(text.dropFirst(point))
  }

  /// The shortest digits that read back as the number, and where the decimal point stands among them.
  private static func decimal(_ number: Double) -> (negative: Bool, digits: [UInt8], point: Int) {
    if number == 0 { return (number.sign == .minus, [48], 1) }
    var digits: [UInt8] = []
    var point = 0
    var seenPoint = false
    var exponent = 0
    let text = abs(number).description
    let parts = text.split(separator: "e")
    for byte in parts[0].utf8 {
      if byte == UInt8(ascii: ".") {
        seenPoint = true
      } else {
        digits.append(byte)
        if !seenPoint { point += 1 }
      }
    }
    if parts.count > 1 { exponent = Int(parts[1]) ?? 0 }
    point += exponent
    let leading = digits.prefix { $0 == 48 }.count
    digits.removeFirst(leading)
    point -= leading
    while digits.last == 48 { digits.removeLast() }
    return (number < 0, digits, point)
  }
}
