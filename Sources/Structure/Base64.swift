/// Standard base64 with padding, as the `data` of a Secret holds it.
package enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static let values: [UInt8] = {
    var table = [UInt8](repeating: 255, count: 256)
    for (value, byte) in alphabet.enumerated() { table[Int(byte)] = UInt8(value) }
    return table
  }()

  package static func encode(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var pending: UInt32 = 0
    var count = 0
    for byte in bytes {
      pending = pending << 8 | UInt32(byte)
      count += 1
      if count == 3 {
        for shift in stride(from: 18, through: 0, by: -6) { text.append(alphabet[Int(pending >> shift) & 63]) }
        (pending, count) = (0, 0)
      }
    }
    if count > 0 {
      pending <<= UInt32(8 * (3 - count))
      for shift in stride(from: 18, through: 18 - 6 * count, by: -6) {
        text.append(alphabet[Int(pending >> shift) & 63])
      }
      text.append(contentsOf: repeatElement(UInt8(ascii: "="), count: 3 - count))
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes that a text stands for; line breaks in it are passed over. Nil when it is no base64.
  package static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var pending: UInt32 = 0
    var count = 0
    var padding = 0
    for byte in text where byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\r") {
      if byte == UInt8(ascii: "=") {
        padding += 1
        continue
      }
      let value = values[Int(byte)]
      guard value != 255, padding == 0 else { return nil }
      pending = pending << 6 | UInt32(value)
      count += 1
      if count == 4 {
        bytes.append(contentsOf: [UInt8(pending >> 16 & 255), UInt8(pending >> 8 & 255), UInt8(pending & 255)])
        (pending, count) = (0, 0)
      }
    }
    switch (count, padding) {
    case (0, 0): break
    case (2, 2): bytes.append(UInt8(pending >> 4 & 255))
    case (3, 1): bytes.append(contentsOf: [UInt8(pending >> 10 & 255), UInt8(pending >> 2 & 255)])
    default: return nil
    }
    return bytes
  }
}
