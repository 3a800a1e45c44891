import CZlib

/// Unpacks gzip data piece by piece, so that a reader can stop before a bomb has grown.
final class GzipReader {
  private let input: [UInt8]
  private var consumed = 0
  private var stream = z_stream()
  private var output: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  private let limit: Int
  private var total = 0

  private static let chunk = 1 << 16

  /// - Parameter limit: The most bytes that may come out.
  /// - Throws: ``ArchiveError`` when the bytes do not begin like gzip data.
  init(_ input: [UInt8], limit: Int) throws(ArchiveError) {
    guard input.starts(with: [0x1F, 0x8B, 0x08]) else {
      throw ArchiveError(.malformed, "is not a gzip archive: it does not begin with the bytes 1f 8b 08")
    }
    self.input = input
    self.limit = limit
    // 32 adds the detection of a gzip header.
    guard inflateInit2_(&stream, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw ArchiveError(.malformed, "zlib gives no memory")
    }
  }

  deinit { inflateEnd(&stream) }

  /// The next `count` bytes, fewer only at the end of the data.
  func read(_ count: Int) throws(ArchiveError) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(min(count, 1 << 20))
    while result.count < count {
      if position == output.count, try !fill() { break }
      let taken = min(count - result.count, output.count - position)
      result += output[position..<position + taken]
      position += taken
    }
    return result
  }

  /// Passes over `count` bytes.
  func skip(_ count: Int) throws(ArchiveError) {
    var left = count
    while left > 0 {
      if position == output.count, try !fill() { return }
      let taken = min(left, output.count - position)
      position += taken
      left -= taken
    }
  }

  /// Unpacks the next piece; false at the end.
  private func fill() throws(ArchiveError) -> Bool {
    output = []
    position = 0
    while output.isEmpty {
      if isAtEnd { return false }
      try inflateChunk()
    }
    total += output.count
    guard total <= limit else {
      throw ArchiveError(.tooLarge, "holds more than the limit of \(limit) bytes once it is unpacked")
    }
    return true
  }

  private func inflateChunk() throws(ArchiveError) {
    var result = Z_OK
    output = [UInt8](unsafeUninitializedCapacity: Self.chunk) { buffer, count in
      input.withUnsafeBufferPointer { bytes in
        // zlib does not write to its input.
        stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress.map { $0 + consumed })
        stream.avail_in = UInt32(clamping: bytes.count - consumed)
        let offered = Int(stream.avail_in)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        result = inflate(&stream, Z_NO_FLUSH)
        consumed += offered - Int(stream.avail_in)
        count = buffer.count - Int(stream.avail_out)
      }
    }
    switch result {
    case Z_OK: return
    case Z_STREAM_END:
      // Several gzip members in a row are one stream.
      if input.count - consumed > 18, input[consumed] == 0x1F, input[consumed + 1] == 0x8B {
        inflateReset(&stream)
      } else {
        isAtEnd = true
      }
    default:
      throw ArchiveError(
        .malformed,
        consumed >= input.count
          ? "ends in the middle of its compressed data" : "has damaged compressed data at byte \(consumed)")
    }
  }
}
