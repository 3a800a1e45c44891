/// The order in which go.yaml.in/yaml/v2 writes the keys of a mapping: letters behind everything else, numbers inside
/// a key by their value (`a2` before `a10`), the rest by code point.
///
/// With digits in play the relation of the original is not transitive, and its output then varies from run to run. Ours
/// is always the same: such keys are put in byte order first and moved by the relation from there.
enum NaturalOrder {
  /// Whether keys already stand in the order in which they are written; quick, and false when it takes a closer look.
  ///
  /// Neighbours are enough: where no digit decides between two of them, the relation is that of a dictionary.
  static func isInOrder(_ keys: [String]) -> Bool {
    keys.withUnsafeBufferPointer { keys in
      for index in 1..<max(1, keys.count) {
        let isAscending = keys[index - 1].withUTF8Bytes { left in
          keys[index].withUTF8Bytes { right in surelyPrecedes(left, right) }
        }
        guard isAscending else { return false }
      }
      return true
    }
  }

  @inline(__always)
  private static func surelyPrecedes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    let common = min(left.count, right.count)
    var index = 0
    while index < common, left[index] == right[index] { index += 1 }
    guard index < common else { return left.count < right.count }
    let (first, second) = (left[index], right[index])
    switch (isLetter(first), isLetter(second)) {
    case (true, true): return first < second
    case (false, true): return isPlainSign(first)
    case (false, false): return isPlainSign(first) && isPlainSign(second) && first < second
    case (true, false): return false
    }
  }

  /// ASCII, and neither a letter nor a digit.
  @inline(__always)
  private static func isPlainSign(_ byte: UInt8) -> Bool {
    byte < 0x80 && !(byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }

  /// The positions of `keys` in the order in which they are written.
  static func positions(of keys: [String]) -> [Int] {
    var positions = Array(keys.indices)
    guard keys.count > 1 else { return positions }
    if keys.allSatisfy(isSimple) {
      positions.sort { simplyPrecedes(keys[$0], keys[$1]) }
    } else {
      positions.sort { JSON.precedes(keys[$0], keys[$1]) }
      insertionSort(&positions) { precedes(keys[$0], keys[$1]) }
    }
    return positions
  }

  /// Whether a key has nothing but ASCII without digits, where the relation is a plain one.
  private static func isSimple(_ key: String) -> Bool {
    key.withUTF8Bytes { bytes in
      for byte in bytes where byte >= 0x80 || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) { return false }
      return true
    }
  }

  private static func simplyPrecedes(_ left: String, _ right: String) -> Bool {
    left.withUTF8Bytes { left in
      right.withUTF8Bytes { right in
        let common = min(left.count, right.count)
        var index = 0
        while index < common, left[index] == right[index] { index += 1 }
        guard index < common else { return left.count < right.count }
        let (first, second) = (isLetter(left[index]), isLetter(right[index]))
        return first == second ? left[index] < right[index] : second
      }
    }
  }

  @inline(__always)
  private static func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
  }

  /// Of our own on purpose: the result must not depend on how a library sorts when the relation is not transitive.
  private static func insertionSort(_ positions: inout [Int], by precedes: (Int, Int) -> Bool) {
    // Already in order is the rule, also for thousands of keys.
    for index in 1..<positions.count where precedes(positions[index], positions[index - 1]) {
      let moving = positions[index]
      var hole = index
      while hole > 0, precedes(moving, positions[hole - 1]) {
        positions[hole] = positions[hole - 1]
        hole -= 1
      }
      positions[hole] = moving
    }
  }

  /// The relation itself, code point by code point.
  static func precedes(_ left: String, _ right: String) -> Bool {
    let left = Array(left.unicodeScalars)
    let right = Array(right.unicodeScalars)
    var index = 0
    while index < left.count, index < right.count, left[index] == right[index] { index += 1 }
    guard index < left.count, index < right.count else { return left.count < right.count }
    let (first, second) = (left[index], right[index])
    switch (first.isGoLetter, second.isGoLetter) {
    case (true, true): return first.value < second.value
    case (true, false): return false
    case (false, true): return true
    case (false, false): break
    }
    // A zero differs from what stands at its place only when digits before it make it count.
    var seed: Int64 = 0
    if first == "0" || second == "0" {
      var before = index - 1
      while before >= 0, left[before].isGoDigit {
        if left[before] != "0" {
          seed = 1
          break
        }
        before -= 1
      }
    }
    let (firstNumber, firstEnd) = number(in: left, at: index, seed: seed)
    let (secondNumber, secondEnd) = number(in: right, at: index, seed: seed)
    if firstNumber != secondNumber { return firstNumber < secondNumber }
    if firstEnd != secondEnd { return firstEnd < secondEnd }
    return first.value < second.value
  }

  static func number(in text: [Unicode.Scalar], at start: Int, seed: Int64) -> (Int64, Int) {
    var value = seed
    var index = start
    while index < text.count, text[index].isGoDigit {
      value = value &* 10 &+ (Int64(text[index].value) - 0x30)
      index += 1
    }
    return (value, index)
  }
}

extension Unicode.Scalar {
  /// Go's `unicode.IsLetter`: the categories whose names begin with L.
  var isGoLetter: Bool {
    if value < 0x80 { return (value | 0x20) >= 0x61 && (value | 0x20) <= 0x7A }
    return switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  /// Go's `unicode.IsDigit`: the category Nd.
  var isGoDigit: Bool {
    value < 0x80 ? value >= 0x30 && value <= 0x39 : properties.generalCategory == .decimalNumber
  }
}
