import CZlib

/// Writes gzipped tar archives that depend on nothing but the entries: same files, same bytes.
package enum TarWriter {
  /// The archive of some files, in the order given.
  /// - Throws: ``ArchiveError`` when zlib refuses.
  package static func gzip(_ entries: [TarEntry]) throws(ArchiveError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entries.reduce(1024) { $0 + $1.content.count + 1024 })
    for entry in entries { append(entry, to: &bytes) }
    bytes += [UInt8](repeating: 0, count: 1024)
    return try compress(bytes)
  }

  private static func append(_ entry: TarEntry, to bytes: inout [UInt8]) {
    let path = Array(entry.path.utf8)
    if path.count > 100 {
      let record = paxRecord("path", entry.path)
      bytes += header(Array("pax/path".utf8), type: UInt8(ascii: "x"), size: record.count, entry)
      pad(record, into: &bytes)
    }
    bytes += header(Array(path.prefix(100)), type: UInt8(ascii: "0"), size: entry.content.count, entry)
    pad(entry.content, into: &bytes)
  }

  private static func pad(_ content: [UInt8], into bytes: inout [UInt8]) {
    bytes += content
    bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  /// A record names its own length, digits included.
  private static func paxRecord(_ key: String, _ value: String) -> [UInt8] {
    let rest = " \(key)=\(value)\n"
    var length = rest.utf8.count + 1
    while String(length).utf8.count + rest.utf8.count != length {
      length = String(length).utf8.count + rest.utf8.count
    }
    return Array((String(length) + rest).utf8)
  }

  private static func header(_ path: [UInt8], type: UInt8, size: Int, _ entry: TarEntry) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: some Sequence<UInt8>, _ offset: Int) {
      for (index, byte) in text.enumerated() { header[offset + index] = byte }
    }
    func octal(_ number: Int, _ width: Int) -> [UInt8] {
      let digits = String(number, radix: 8)
      return Array((String(repeating: "0", count: max(0, width - digits.count)) + digits).utf8)
    }
    put(path, 0)
    put(octal(entry.mode, 7), 100)
    put(octal(0, 7), 108)
    put(octal(0, 7), 116)
    put(octal(size, 11), 124)
    put(octal(max(0, entry.modified), 11), 136)
    put([UInt8](repeating: 0x20, count: 8), 148)
    header[156] = type
    put("ustar".utf8, 257)
    put("00".utf8, 263)
    let sum = header.reduce(0) { $0 + Int($1) }
    put(octal(sum, 6) + [0, 0x20], 148)
    return header
  }

  private static func compress(_ bytes: [UInt8]) throws(ArchiveError) -> [UInt8] {
    var stream = z_stream()
    // 16 asks for a gzip wrapper; zlib writes no time into it.
    guard
      deflateInit2_(
        &stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw ArchiveError(.malformed, "zlib gives no memory") }
    defer { deflateEnd(&stream) }
    var result = Z_OK
    let packed = [UInt8](unsafeUninitializedCapacity: Int(deflateBound(&stream, uLong(bytes.count))) + 64) {
      buffer, count in
      bytes.withUnsafeBufferPointer { input in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(clamping: input.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(clamping: buffer.count)
        result = deflate(&stream, Z_FINISH)
        count = buffer.count - Int(stream.avail_out)
      }
    }
    guard result == Z_STREAM_END else { throw ArchiveError(.tooLarge, "is too large to be packed") }
    return packed
  }
}
