/// What Go's package unicode says of a rune.
enum Rune {
  @inline(__always)
  private static func properties(_ rune: UInt32) -> Unicode.Scalar.Properties? { Unicode.Scalar(rune)?.properties }

  static func isLetter(_ rune: UInt32) -> Bool {
    if rune < 0x80 { return (rune | 0x20) >= 0x61 && (rune | 0x20) <= 0x7A }
    switch properties(rune)?.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
    default: return false
    }
  }

  static func isDigit(_ rune: UInt32) -> Bool {
    if rune < 0x80 { return rune >= 0x30 && rune <= 0x39 }
    return properties(rune)?.generalCategory == .decimalNumber
  }

  static func isNumber(_ rune: UInt32) -> Bool {
    if rune < 0x80 { return rune >= 0x30 && rune <= 0x39 }
    switch properties(rune)?.generalCategory {
    case .decimalNumber, .letterNumber, .otherNumber: return true
    default: return false
    }
  }

  static func isUpper(_ rune: UInt32) -> Bool {
    if rune < 0x80 { return rune >= 0x41 && rune <= 0x5A }
    return properties(rune)?.generalCategory == .uppercaseLetter
  }

  static func isLower(_ rune: UInt32) -> Bool {
    if rune < 0x80 { return rune >= 0x61 && rune <= 0x7A }
    return properties(rune)?.generalCategory == .lowercaseLetter
  }

  static func isTitle(_ rune: UInt32) -> Bool {
    rune >= 0x80 && properties(rune)?.generalCategory == .titlecaseLetter
  }

  static func isPunctuation(_ rune: UInt32) -> Bool {
    switch properties(rune)?.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }

  /// unicode.IsSpace: the White_Space property.
  static func isSpace(_ rune: UInt32) -> Bool {
    switch rune {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space.
  static func isPrintable(_ rune: UInt32) -> Bool {
    if rune < 0x80 { return rune >= 0x20 && rune < 0x7F }
    switch properties(rune)?.generalCategory {
    case nil, .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
      .paragraphSeparator:
      return false
    default: return true
    }
  }

  /// The simple (one rune to one rune) mapping; a rune whose only mapping is longer stays.
  static func upper(_ rune: UInt32) -> UInt32 {
    if rune < 0x80 { return rune >= 0x61 && rune <= 0x7A ? rune - 32 : rune }
    return single(properties(rune)?.uppercaseMapping, rune)
  }

  static func lower(_ rune: UInt32) -> UInt32 {
    if rune < 0x80 { return rune >= 0x41 && rune <= 0x5A ? rune + 32 : rune }
    if rune == 0x130 { return 0x69 }
    return single(properties(rune)?.lowercaseMapping, rune)
  }

  static func title(_ rune: UInt32) -> UInt32 {
    if rune < 0x80 { return upper(rune) }
    return single(properties(rune)?.titlecaseMapping, rune)
  }

  private static func single(_ mapping: String?, _ rune: UInt32) -> UInt32 {
    guard let mapping, let first = mapping.unicodeScalars.first else { return rune }
    if mapping.unicodeScalars.count == 1 { return first.value }
    // Greek letters with iota subscript: the full upper case has two runes, the simple one is the title form.
    switch rune {
    case 0x1F80...0x1F87, 0x1F90...0x1F97, 0x1FA0...0x1FA7: return rune + 8
    case 0x1FB3, 0x1FC3, 0x1FF3: return rune + 9
    default: return rune
    }
  }
}
