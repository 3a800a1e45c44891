/// How a registry wants to be told who we are: one challenge of a `WWW-Authenticate` header.
struct AuthenticationChallenge: Sendable, Hashable {
  /// In lower case: `basic`, `bearer`.
  let scheme: String
  /// Names in lower case.
  let parameters: [String: String]

  /// Reads all challenges of all header values; what is malformed ends the reading of its value.
  static func parse(_ values: [String]) -> [AuthenticationChallenge] {
    values.prefix(8).flatMap { value in
      var reader = Reader(Array(value.utf8.prefix(8_192)))
      return reader.challenges()
    }
  }

  private struct Reader {
    let bytes: [UInt8]
    var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// A scheme, then parameters; a word that no `=` follows begins the next challenge.
    mutating func challenges() -> [AuthenticationChallenge] {
      var found: [AuthenticationChallenge] = []
      var scheme: String?
      var parameters: [String: String] = [:]
      func end() {
        if let scheme { found.append(AuthenticationChallenge(scheme: scheme, parameters: parameters)) }
      }
      while true {
        skip { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ",") }
        let word = token()
        guard !word.isEmpty else { break }
        let afterWord = index
        skip { $0 == 0x20 || $0 == 0x09 }
        if scheme != nil, index < bytes.count, bytes[index] == UInt8(ascii: "=") {
          index += 1
          skip { $0 == 0x20 || $0 == 0x09 }
          guard let value = value() else { break }
          if parameters[word] == nil { parameters[word] = value }
        } else {
          index = afterWord
          end()
          scheme = word
          parameters = [:]
        }
      }
      end()
      return found
    }

    private mutating func skip(_ isSkipped: (UInt8) -> Bool) {
      while index < bytes.count, isSkipped(bytes[index]) { index += 1 }
    }

    private mutating func token() -> String {
      let start = index
      skip { $0 > 0x20 && $0 < 0x7f && !"=,\"".utf8.contains($0) }
      return String(decoding: bytes[start..<index], as: UTF8.self).lowercased()
    }

    private mutating func value() -> String? {
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
        let start = index
        skip { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: ",") }
        return String(decoding: bytes[start..<index], as: UTF8.self)
      }
      index += 1
      var text: [UInt8] = []
      while index < bytes.count {
        let byte = bytes[index]
        index += 1
        if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
        if byte == UInt8(ascii: "\\"), index < bytes.count {
          text.append(bytes[index])
          index += 1
        } else {
          text.append(byte)
        }
      }
      return nil
    }
  }
}
