/// An integer of a type other than int and int64: a semver part, a byte of a string, a duration's unit.
package final class GoInteger: GoObject {
  private let storedType: GoType
  /// The bits; unsigned types are kept as their pattern.
  package let value: Int64

  package init(_ value: Int64, _ type: GoType) {
    self.value = value
    storedType = type
  }

  package override var type: GoType { storedType }
  package override var isTrue: Bool { value != 0 }
  package override var integer: Int64? { value }
  package var isUnsigned: Bool {
    switch storedType.kind {
    case .uint, .uint8, .uint32, .uint64: true
    default: false
    }
  }

  package override func isEqual(to other: GoObject) -> Bool {
    guard let other = other as? GoInteger else { return false }
    return other.storedType == storedType && other.value == value
  }
}

/// `complex128`.
package final class GoComplex: GoObject {
  package let real: Double
  package let imaginary: Double

  package init(_ real: Double, _ imaginary: Double) {
    self.real = real
    self.imaginary = imaginary
  }

  package override var type: GoType { .complex128 }
  package override var isTrue: Bool { real != 0 || imaginary != 0 }
  package override func isEqual(to other: GoObject) -> Bool {
    guard let other = other as? GoComplex else { return false }
    return other.real == real && other.imaginary == imaginary
  }
}
