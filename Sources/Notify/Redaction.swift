/// The texts that must not leave the process, and their removal from what others have written.
package struct Redaction: Sendable {
  private let secrets: [String]

  /// - Parameter secrets: Tokens, passwords, addresses. Those under four bytes are too common to look for.
  package init(_ secrets: some Sequence<String>) {
    self.secrets = Set(secrets).filter { $0.utf8.count >= 4 }.sorted { $0.utf8.count > $1.utf8.count }
  }

  /// `text` with `***` in place of each secret.
  package func applied(to text: String) -> String {
    var text = text
    for secret in secrets where text.utf8.count >= secret.utf8.count {
      text = Self.replacing(secret, in: text)
    }
    return text
  }

  private static func replacing(_ secret: String, in text: String) -> String {
    let needle = Array(secret.utf8)
    let hay = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(hay.count)
    var index = 0
    while index < hay.count {
      if hay[index] == needle[0], hay.count - index >= needle.count,
        hay[index..<index + needle.count].elementsEqual(needle)
      {
        result.append(contentsOf: "***".utf8)
        index += needle.count
      } else {
        result.append(hay[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
