/// An amount of a resource as Kubernetes writes it: `500m`, `1.5Gi`, `2e3`.
///
/// Compared by amount: `1000m` equals `1`. Kept in billionths, the smallest step that Kubernetes knows; a finer amount
/// is rounded up, as there.
package struct Quantity: Sendable, Hashable {
  /// The amount in units of 10⁻⁹.
  package let billionths: Int128

  /// - Throws: ``QuantityError`` when the text is no number with one of Kubernetes' suffixes, or is out of range.
  package init(_ text: String) throws(QuantityError) {
    let bytes = Array(text.utf8)
    var position = 0
    var isNegative = false
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      isNegative = first == UInt8(ascii: "-")
      position = 1
    }
    var digits: Int128 = 0
    var digitCount = 0
    var fraction = 0
    var isAfterPoint = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "."), !isAfterPoint {
        isAfterPoint = true
      } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        guard digitCount < 30 else { throw QuantityError(text: text) }
        digits = digits * 10 + Int128(byte - UInt8(ascii: "0"))
        digitCount += 1
        if isAfterPoint { fraction += 1 }
      } else {
        break
      }
      position += 1
    }
    guard digitCount > 0, let scale = Self.scale(String(decoding: bytes[position...], as: UTF8.self)) else {
      throw QuantityError(text: text)
    }
    var amount = digits
    if scale.binary > 0 {
      let (product, overflow) = amount.multipliedReportingOverflow(by: Int128(1) << scale.binary)
      guard !overflow else { throw QuantityError(text: text) }
      amount = product
    }
    var exponent = 9 + scale.decimal - fraction
    while exponent > 0 {
      let (product, overflow) = amount.multipliedReportingOverflow(by: 10)
      guard !overflow else { throw QuantityError(text: text) }
      amount = product
      exponent -= 1
    }
    while exponent < 0, amount > 0 {
      amount = (amount + 9) / 10
      exponent += 1
    }
    billionths = isNegative ? -amount : amount
  }

  private static func scale(_ suffix: String) -> (decimal: Int, binary: Int)? {
    switch suffix {
    case "": return (0, 0)
    case "n": return (-9, 0)
    case "u": return (-6, 0)
    case "m": return (-3, 0)
    case "k": return (3, 0)
    case "M": return (6, 0)
    case "G": return (9, 0)
    case "T": return (12, 0)
    case "P": return (15, 0)
    case "E": return (18, 0)
    case "Ki": return (0, 10)
    case "Mi": return (0, 20)
    case "Gi": return (0, 30)
    case "Ti": return (0, 40)
    case "Pi": return (0, 50)
    case "Ei": return (0, 60)
    default: break
    }
    guard suffix.first == "e" || suffix.first == "E", let exponent = Int(suffix.dropFirst()), abs(exponent) <= 27
    else { return nil }
    return (exponent, 0)
  }
}

extension Quantity: Comparable {
  package static func < (left: Quantity, right: Quantity) -> Bool { left.billionths < right.billionths }
}

/// A text that is no ``Quantity``.
package struct QuantityError: Error, Sendable, Hashable, CustomStringConvertible {
  package var text: String

  package var description: String {
    "\"\(text)\" is not a quantity; expected a number with a suffix such as m, k, Mi, Gi"
  }
}
