/// The bcrypt password hash, version 2a.
package enum Bcrypt {
  private static let alphabet = Array("./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

  /// The bytes of a hash with everything in front of it.
  static let length = 60

  /// `$2a$COST$SALTHASH`.
  /// - Parameters:
  ///   - password: At most 72 bytes; more don't count.
  ///   - salt: 16 bytes.
  ///   - cost: The binary logarithm of the number of rounds, 4 to 31.
  package static func hash(_ password: [UInt8], salt: [UInt8], cost: Int) -> [UInt8] {
    var cipher = Blowfish()
    let key = password + [0]
    cipher.expand(key: key, salt: salt)
    for _ in 0..<(1 << cost) {
      cipher.expand(key: key, salt: [])
      cipher.expand(key: salt, salt: [])
    }
    var words = Blowfish.words(Array("OrpheanBeholderScryDoubt".utf8))
    for pair in stride(from: 0, to: 6, by: 2) {
      for _ in 0..<64 { (words[pair], words[pair + 1]) = cipher.encrypt(words[pair], words[pair + 1]) }
    }
    let bytes = words.flatMap { [UInt8($0 >> 24), UInt8($0 >> 16 & 255), UInt8($0 >> 8 & 255), UInt8($0 & 255)] }
    let costText = cost < 10 ? "0\(cost)" : "\(cost)"
    return Array("$2a$\(costText)$".utf8) + encode(salt) + encode(Array(bytes.prefix(23)))
  }

  private static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var buffer = 0
    var available = 0
    for byte in bytes {
      buffer = (buffer << 8 | Int(byte)) & 0xFFFF
      available += 8
      while available >= 6 {
        available -= 6
        result.append(alphabet[buffer >> available & 63])
      }
    }
    if available > 0 { result.append(alphabet[buffer << (6 - available) & 63]) }
    return result
  }
}

/// The Blowfish cipher, as far as bcrypt needs it.
private struct Blowfish {
  /// 18 round keys, then four tables of 256 words.
  private var state = PiDigits.words

  static func words(_ bytes: [UInt8]) -> [UInt32] {
    stride(from: 0, to: bytes.count, by: 4).map { index in
      bytes[index..<index + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
  }

  @inline(__always)
  private static func encrypt(_ state: UnsafePointer<UInt32>, _ left: UInt32, _ right: UInt32) -> (UInt32, UInt32) {
    var (left, right) = (left ^ state[0], right)
    var round = 1
    // The round key is mixed into the other half, off the way on which each step waits for the one before.
    while round < 17 {
      right = (right ^ state[round]) ^ mixed(state, left)
      left = (left ^ state[round &+ 1]) ^ mixed(state, right)
      round &+= 2
    }
    return (right ^ state[17], left)
  }

  /// The round function. Bounds: a byte behind the start of each table stays inside it.
  @inline(__always)
  private static func mixed(_ state: UnsafePointer<UInt32>, _ word: UInt32) -> UInt32 {
    let a = (state + 18)[Int(word >> 24)] &+ (state + 274)[Int(word >> 16 & 255)]
    return (a ^ (state + 530)[Int(word >> 8 & 255)]) &+ (state + 786)[Int(word & 255)]
  }

  func encrypt(_ left: UInt32, _ right: UInt32) -> (UInt32, UInt32) {
    state.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return (left, right) }
      return Self.encrypt(base, left, right)
    }
  }

  /// Mixes a key, and a salt unless it is empty, into the tables.
  mutating func expand(key: [UInt8], salt: [UInt8]) {
    let saltWords = Self.words(salt)
    var keyIndex = 0
    for index in 0..<18 {
      var word: UInt32 = 0
      for _ in 0..<4 {
        word = word << 8 | UInt32(key[keyIndex])
        keyIndex = keyIndex + 1 == key.count ? 0 : keyIndex + 1
      }
      state[index] ^= word
    }
    state.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      var (left, right): (UInt32, UInt32) = (0, 0)
      var saltIndex = 0
      var index = 0
      while index < 1042 {
        if !saltWords.isEmpty {
          left ^= saltWords[saltIndex]
          right ^= saltWords[saltIndex + 1]
          saltIndex = (saltIndex + 2) % saltWords.count
        }
        (left, right) = Self.encrypt(base, left, right)
        base[index] = left
        base[index + 1] = right
        index += 2
      }
    }
  }
}
