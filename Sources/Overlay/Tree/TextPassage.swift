import Structure

/// What the way from JSON to YAML, which the original takes last, does to a text.
///
/// JSON has U+0085 as it is, and YAML takes that for a line break in quotes: it is folded into a space, together with
/// the spaces around it. Control characters that JSON has as they are cannot be read at all.
enum TextPassage {
  @inline(__always)
  static func through(_ text: String) throws(Failure) -> String {
    let isPlain = text.withUTF8Bytes { bytes in
      // Without a way out early, which lets many bytes be looked at at once.
      var highest: UInt8 = 0
      for byte in bytes { highest = max(highest, byte) }
      return highest < 0x7F
    }
    return isPlain ? text : try folded(text)
  }

  private static func folded(_ text: String) throws(Failure) -> String {
    let scalars = Array(text.unicodeScalars)
    var hasBreak = false
    for scalar in scalars {
      switch scalar.value {
      case 0x7F...0x84, 0x86...0x9F, 0xFFFE, 0xFFFF:
        throw Failure("the text has the control character U+\(String(scalar.value, radix: 16, uppercase: true))")
      case 0x85: hasBreak = true
      default: continue
      }
    }
    guard hasBreak else { return text }
    var result = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      guard scalars[index] == " " || scalars[index].value == 0x85 else {
        result.append(scalars[index])
        index += 1
        continue
      }
      let start = index
      while index < scalars.count, scalars[index] == " " || scalars[index].value == 0x85 { index += 1 }
      let blanks = scalars[start..<index]
      let breaks = blanks.count { $0.value == 0x85 }
      if breaks == 0 {
        result.append(contentsOf: blanks)
      } else if breaks == 1 {
        result.append(" ")
      } else {
        result.append(contentsOf: repeatElement("\n", count: breaks - 1))
      }
    }
    return String(result)
  }
}
