/// One packet of Git's protocol.
enum Packet: Equatable {
  case flush
  case data(ArraySlice<UInt8>)

  /// The text of a data packet without its newline.
  var text: String? {
    guard case .data(var bytes) = self else { return nil }
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Takes pkt-lines out of a stream of bytes that may be cut anywhere and may be hostile.
struct PacketReader {
  private let source: () throws -> [UInt8]?
  private var buffer: [UInt8] = []
  private var start = 0
  /// How many bytes came in so far.
  private(set) var received = 0
  private let limit: Int

  /// - Parameters:
  ///   - limit: The most bytes to take from the source.
  ///   - source: Gives the next bytes, nil at the end.
  init(limit: Int, source: @escaping () throws -> [UInt8]?) {
    self.limit = limit
    self.source = source
  }

  /// The next packet; nil at an end between two packets.
  /// - Throws: ``GitError`` with `malformed` or `tooLarge`; what the source throws.
  mutating func next() throws -> Packet? {
    guard try fill(4) else {
      if start == buffer.count { return nil }
      throw GitError(.malformed, "the server's answer ends in the middle of a packet")
    }
    var length = 0
    for digit in buffer[start..<start + 4] {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): length = length << 4 | Int(digit - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): length = length << 4 | Int(digit - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): length = length << 4 | Int(digit - UInt8(ascii: "A") + 10)
      default: throw GitError(.malformed, "the server's answer is not Git's protocol: a packet has no valid length")
      }
    }
    if length == 0 {
      start += 4
      return .flush
    }
    // 1 to 3 belong to a protocol version that we do not ask for.
    guard length >= 4, length <= 65_520 else {
      throw GitError(.malformed, "the server's answer is not Git's protocol: a packet claims \(length) bytes")
    }
    guard try fill(length) else {
      throw GitError(.malformed, "the server's answer ends in the middle of a packet")
    }
    defer { start += length }
    let packet = buffer[start + 4..<start + length]
    if packet.starts(with: Array("ERR ".utf8)) {
      throw GitError(.repositoryNotFound, "the server refuses: \(Self.remoteText(packet.dropFirst(4)))")
    }
    return .data(packet)
  }

  /// Text from the other side for a message of ours: one line, of bounded length, without control characters.
  static func remoteText(_ bytes: some Collection<UInt8>) -> String {
    var text = bytes.prefix(400).map { $0 < 0x20 || $0 == 0x7f ? UInt8(ascii: " ") : $0 }
    while text.last == UInt8(ascii: " ") { text.removeLast() }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func fill(_ count: Int) throws -> Bool {
    while buffer.count - start < count {
      guard let more = try source() else { return false }
      received += more.count
      guard received <= limit else {
        throw GitError(.tooLarge, "the server sends more than the limit of \(limit) bytes")
      }
      if start > 0 {
        buffer.removeSubrange(..<start)
        start = 0
      }
      buffer += more
    }
    return true
  }
}

/// Writes pkt-lines.
struct PacketWriter {
  private(set) var bytes: [UInt8] = []

  mutating func line(_ text: String) {
    let length = String(text.utf8.count + 5, radix: 16)
    bytes += Array(repeating: UInt8(ascii: "0"), count: max(0, 4 - length.utf8.count))
    bytes += Array(length.utf8)
    bytes += Array(text.utf8)
    bytes.append(UInt8(ascii: "\n"))
  }

  mutating func flush() { bytes += Array("0000".utf8) }
}
