import Template
import Testing

@Suite("Cryptographic functions")
struct CryptoFunctionTests {
  @Test("Digests have their known values")
  func digests() throws {
    #expect(try renderChart("{{ sha1sum \"abc\" }}") == "a9993e364706816aba3e25717850c26c9cd0d89d")
    #expect(try renderChart("{{ adler32sum \"abc\" }}") == "38600999")
    #expect(
      try renderChart("{{ sha256sum \"abc\" }}") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("What is encrypted can be decrypted")
  func ciphers() throws {
    #expect(try renderChart("{{ encryptAES \"key\" \"text\" | decryptAES \"key\" }}") == "text")
    #expect(message { try renderChart("{{ decryptAES \"key\" \"YQ==\" }}") }.contains("slice bounds out of range"))
  }

  @Test("Keys and certificates have their forms")
  func certificates() throws {
    let text = """
      {{ $ca := genCAWithKey "ca" 10 (genPrivateKey "ecdsa") -}}
      {{ $c := genSignedCertWithKey "host" (list "10.0.0.1" "::1") (list "a.b") 5 $ca (genPrivateKey "ed25519") -}}
      {{ $ca.Key | hasPrefix "-----BEGIN EC PRIVATE KEY-----" }} {{ $c.Key | hasPrefix "-----BEGIN PRIVATE KEY-----" }}
      {{- (buildCustomCert (b64enc $c.Cert) (b64enc $c.Key)).Cert | eq $c.Cert }}
      """
    #expect(try renderChart(text) == "true truetrue")
  }

  @Test("A password hash has the form of bcrypt 2a with a salt of its own")
  func passwords() throws {
    let text = "{{ $a := htpasswd \"u\" \"p\" }}{{ regexMatch \"^u:\\\\$2a\\\\$10\\\\$[./A-Za-z0-9]{53}$\" $a }}"
    #expect(try renderChart(text) == "true")
  }

  @Test(
    "bcrypt gives what libxcrypt gives",
    arguments: [
      ("", "q1wbVgYezarXi1FgOYk1qMNtxVndjJm"), ("secret", "4AbFLftUBUHQbseIwAiOGKsNRgByuEG"),
      ("pässword", "bIsSlOi3NhIMqH0S6Yaw/X6AcHB7sSK"),
      (String(repeating: "x", count: 72), "24DYAHplShSVc53t1oiXS/HC99GyeTi"),
    ])
  func bcrypt(_ password: String, _ expected: String) {
    let hash = Bcrypt.hash(Array(password.utf8), salt: Array(0..<16), cost: 4)
    #expect(String(decoding: hash, as: UTF8.self) == "$2a$04$..CA.uOD/eaGAOmJB.yMBu" + expected)
  }

  @Test("The digits of pi that Blowfish begins with are those of Machin's formula")
  func digitsOfPi() { #expect(PiDigits.words == Machin.words) }
}

/// The fraction of pi in 1042 words by Machin's formula.
private enum Machin {
  static let words: [UInt32] = {
    // pi = 16 arctan(1/5) - 4 arctan(1/239), with the whole part in the first word and two words to spare.
    let count = 1045
    var sum = arctangent(5, scale: 16, count: count)
    let other = arctangent(239, scale: 4, count: count)
    subtract(&sum, other)
    return Array(sum[1...1042])
  }()

  private static func arctangent(_ divisor: UInt64, scale: UInt32, count: Int) -> [UInt32] {
    var power = [UInt32](repeating: 0, count: count)
    power[0] = scale
    divide(&power, by: divisor)
    var sum = power
    var odd: UInt64 = 3
    var isNegative = true
    while power.contains(where: { $0 != 0 }) {
      divide(&power, by: divisor * divisor)
      var term = power
      divide(&term, by: odd)
      if isNegative { subtract(&sum, term) } else { add(&sum, term) }
      isNegative.toggle()
      odd += 2
    }
    return sum
  }

  private static func divide(_ number: inout [UInt32], by divisor: UInt64) {
    number.withUnsafeMutableBufferPointer { words in
      var remainder: UInt64 = 0
      for index in words.indices {
        let value = remainder << 32 | UInt64(words[index])
        words[index] = UInt32(truncatingIfNeeded: value / divisor)
        remainder = value % divisor
      }
    }
  }

  private static func add(_ left: inout [UInt32], _ right: [UInt32]) {
    var carry: UInt64 = 0
    for index in left.indices.reversed() {
      let value = UInt64(left[index]) + UInt64(right[index]) + carry
      left[index] = UInt32(truncatingIfNeeded: value)
      carry = value >> 32
    }
  }

  private static func subtract(_ left: inout [UInt32], _ right: [UInt32]) {
    var borrow: Int64 = 0
    for index in left.indices.reversed() {
      let value = Int64(left[index]) - Int64(right[index]) - borrow
      left[index] = UInt32(truncatingIfNeeded: value)
      borrow = value < 0 ? 1 : 0
    }
  }
}
