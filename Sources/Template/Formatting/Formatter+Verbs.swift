extension Formatter {
  // MARK: Padding

  mutating func writePadding(_ count: Int) {
    guard count > 0 else { return }
    out.append(contentsOf: repeatElement(flags.zero && !flags.minus ? 0x30 : 0x20, count: count))
  }

  mutating func pad(_ text: [UInt8]) {
    guard let width = flags.width, width > 0 else {
      out += text
      return
    }
    let missing = width - UTF8Text.count(text)
    if flags.minus {
      out += text
      writePadding(missing)
    } else {
      writePadding(missing)
      out += text
    }
  }

  private mutating func padWithSpaces(_ text: [UInt8]) {
    let zero = flags.zero
    flags.zero = false
    pad(text)
    flags.zero = zero
  }

  // MARK: Strings

  private func truncated(_ text: [UInt8]) -> [UInt8] {
    guard let precision = flags.precision else { return text }
    var index = 0
    var count = 0
    while index < text.count {
      count += 1
      if count > precision { return Array(text[..<index]) }
      index += UTF8Text.decode(text, at: index).size
    }
    return text
  }

  mutating func string(_ text: [UInt8]) { pad(truncated(text)) }

  mutating func stringVerb(_ text: [UInt8], _ verb: UInt32, _ value: GoValue) {
    switch verb {
    case UInt32(UInt8(ascii: "v")): if flags.sharpValue { quoted(text) } else { string(text) }
    case UInt32(UInt8(ascii: "s")): string(text)
    case UInt32(UInt8(ascii: "x")): hexadecimal(text, Formatter.lowerDigits)
    case UInt32(UInt8(ascii: "X")): hexadecimal(text, Formatter.upperDigits)
    case UInt32(UInt8(ascii: "q")): quoted(text)
    default: badVerb(value, verb)
    }
  }

  private mutating func quoted(_ text: [UInt8]) {
    let text = truncated(text)
    if flags.sharp, Quoting.canBackquote(text) {
      pad([0x60] + text + [0x60])
    } else {
      pad(Quoting.quoted(text, ascii: flags.plus))
    }
  }

  private mutating func hexadecimal(_ text: [UInt8], _ digits: [UInt8]) {
    let length = min(flags.precision ?? text.count, text.count)
    guard length > 0 else {
      writePadding(flags.width ?? 0)
      return
    }
    var encoded: [UInt8] = []
    if flags.sharp { encoded += [0x30, digits[16]] }
    for index in 0..<length {
      if flags.space, index > 0 {
        encoded.append(0x20)
        if flags.sharp { encoded += [0x30, digits[16]] }
      }
      encoded.append(digits[Int(text[index] >> 4)])
      encoded.append(digits[Int(text[index] & 15)])
    }
    let missing = (flags.width ?? 0) - encoded.count
    if !flags.minus { writePadding(missing) }
    out += encoded
    if flags.minus { writePadding(missing) }
  }

  // MARK: Integers

  mutating func integer(_ bits: UInt64, signed: Bool, _ verb: UInt32, _ value: GoValue) {
    switch verb {
    case UInt32(UInt8(ascii: "v")):
      if flags.sharpValue, !signed {
        let sharp = flags.sharp
        flags.sharp = true
        digits(bits, 16, signed: signed, verb, Formatter.lowerDigits)
        flags.sharp = sharp
      } else {
        digits(bits, 10, signed: signed, verb, Formatter.lowerDigits)
      }
    case UInt32(UInt8(ascii: "d")): digits(bits, 10, signed: signed, verb, Formatter.lowerDigits)
    case UInt32(UInt8(ascii: "b")): digits(bits, 2, signed: signed, verb, Formatter.lowerDigits)
    case UInt32(UInt8(ascii: "o")), UInt32(UInt8(ascii: "O")):
      digits(bits, 8, signed: signed, verb, Formatter.lowerDigits)
    case UInt32(UInt8(ascii: "x")): digits(bits, 16, signed: signed, verb, Formatter.lowerDigits)
    case UInt32(UInt8(ascii: "X")): digits(bits, 16, signed: signed, verb, Formatter.upperDigits)
    case UInt32(UInt8(ascii: "c")):
      var text: [UInt8] = []
      UTF8Text.append(bits > 0x10FFFF ? UTF8Text.replacement : UInt32(bits), to: &text)
      pad(text)
    case UInt32(UInt8(ascii: "q")):
      pad(Quoting.quoted(rune: bits > 0x10FFFF ? UTF8Text.replacement : UInt32(bits), ascii: flags.plus))
    case UInt32(UInt8(ascii: "U")): unicode(bits)
    default: badVerb(value, verb)
    }
  }

  private mutating func digits(
    _ bits: UInt64, _ base: UInt64, signed: Bool, _ verb: UInt32, _ alphabet: [UInt8]
  ) {
    let negative = signed && Int64(bitPattern: bits) < 0
    var number = negative ? 0 &- bits : bits
    var precision = 0
    if let wanted = flags.precision {
      precision = wanted
      if precision == 0, number == 0 {
        let zero = flags.zero
        flags.zero = false
        writePadding(flags.width ?? 0)
        flags.zero = zero
        return
      }
    } else if flags.zero, !flags.minus, let width = flags.width {
      precision = width
      if negative || flags.plus || flags.space { precision -= 1 }
    }
    var reversed: [UInt8] = []
    repeat {
      reversed.append(alphabet[Int(number % base)])
      number /= base
    } while number > 0
    while reversed.count < precision { reversed.append(0x30) }
    if flags.sharp {
      switch base {
      case 2: reversed += [UInt8(ascii: "b"), 0x30]
      case 8: if reversed.last != 0x30 { reversed.append(0x30) }
      case 16: reversed += [alphabet[16], 0x30]
      default: break
      }
    }
    if verb == UInt32(UInt8(ascii: "O")) { reversed += [UInt8(ascii: "o"), 0x30] }
    if negative {
      reversed.append(0x2D)
    } else if flags.plus {
      reversed.append(0x2B)
    } else if flags.space {
      reversed.append(0x20)
    }
    padWithSpaces(reversed.reversed())
  }

  private mutating func unicode(_ bits: UInt64) {
    let hex = Array(String(bits, radix: 16, uppercase: true).utf8)
    let precision = max(flags.precision ?? 4, 4)
    var text = Array("U+".utf8) + [UInt8](repeating: 0x30, count: max(0, precision - hex.count)) + hex
    if flags.sharp, bits <= 0x10FFFF, Rune.isPrintable(UInt32(bits)) {
      text += " '".utf8
      UTF8Text.append(UInt32(bits), to: &text)
      text.append(0x27)
    }
    padWithSpaces(text)
  }

  // MARK: Floats

  mutating func double(_ number: Double, _ verb: UInt32, _ value: GoValue) {
    switch verb {
    case UInt32(UInt8(ascii: "v")): float(number, UInt8(ascii: "g"), -1)
    case UInt32(UInt8(ascii: "b")), UInt32(UInt8(ascii: "g")), UInt32(UInt8(ascii: "G")), UInt32(UInt8(ascii: "x")),
      UInt32(UInt8(ascii: "X")):
      float(number, UInt8(verb), -1)
    case UInt32(UInt8(ascii: "f")), UInt32(UInt8(ascii: "e")), UInt32(UInt8(ascii: "E")):
      float(number, UInt8(verb), 6)
    case UInt32(UInt8(ascii: "F")): float(number, UInt8(ascii: "f"), 6)
    default: badVerb(value, verb)
    }
  }

  mutating func complexVerb(_ number: GoComplex, _ verb: UInt32, _ value: GoValue) {
    guard verb < 0x80, "vbgGxXfFeE".utf8.contains(UInt8(verb)) else {
      badVerb(value, verb)
      return
    }
    let plus = flags.plus
    out.append(UInt8(ascii: "("))
    double(number.real, verb, value)
    flags.plus = true
    double(number.imaginary, verb, value)
    out += "i)".utf8
    flags.plus = plus
  }

  private mutating func float(_ number: Double, _ letter: UInt8, _ defaultPrecision: Int) {
    let precision = flags.precision ?? defaultPrecision
    var text = FloatText.format(number, letter, precision: precision)
    if text[0] != 0x2D && text[0] != 0x2B { text.insert(0x2B, at: 0) }
    if flags.space, text[0] == 0x2B, !flags.plus { text[0] = 0x20 }
    if text[1] == UInt8(ascii: "I") || text[1] == UInt8(ascii: "N") {
      if text[1] == UInt8(ascii: "N"), !flags.space, !flags.plus { text.removeFirst() }
      padWithSpaces(text)
      return
    }
    if flags.sharp, letter != UInt8(ascii: "b") { text = sharpened(text, letter, precision) }
    if flags.plus || text[0] != 0x2B {
      if flags.zero, !flags.minus, let width = flags.width, width > text.count {
        out.append(text[0])
        writePadding(width - text.count)
        out += text[1...]
        return
      }
      pad(text)
      return
    }
    pad(Array(text[1...]))
  }

  /// What the `#` flag adds: a point always, and trailing zeros for %g.
  private func sharpened(_ text: [UInt8], _ letter: UInt8, _ precision: Int) -> [UInt8] {
    var digits = 0
    if letter == UInt8(ascii: "g") || letter == UInt8(ascii: "G") || letter == UInt8(ascii: "x") {
      digits = precision == -1 ? 6 : precision
    }
    var number = text
    var tail: [UInt8] = []
    var hasPoint = false
    var sawNonzero = false
    for index in 1..<text.count {
      let byte = text[index]
      if byte == 0x2E {
        hasPoint = true
        continue
      }
      let isExponent =
        byte | 0x20 == UInt8(ascii: "p") || (byte | 0x20 == UInt8(ascii: "e") && letter | 0x20 != UInt8(ascii: "x"))
      if isExponent {
        tail = Array(text[index...])
        number = Array(text[..<index])
        break
      }
      if byte != 0x30 { sawNonzero = true }
      if sawNonzero { digits -= 1 }
    }
    if !hasPoint {
      if number.count == 2, number[1] == 0x30 { digits -= 1 }
      number.append(0x2E)
    }
    while digits > 0 {
      number.append(0x30)
      digits -= 1
    }
    return number + tail
  }
}
