/// Reads gzipped tar archives: ustar, with the long names of GNU and of pax (POSIX.1-2001).
package struct TarReader {
  private let source: GzipReader
  private let limits: ArchiveLimits
  private var entries = 0
  /// What extension headers said of the next entry.
  private var next = Extension()

  private struct Extension {
    var path: String?
    var link: String?
    var size: Int?
  }

  private static let block = 512

  /// - Throws: ``ArchiveError`` when the bytes are no gzip data.
  package init(gzip bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) throws(ArchiveError) {
    source = try GzipReader(bytes, limit: limits.total)
    self.limits = limits
  }

  /// Every entry of an archive.
  package static func entries(
    gzip bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()
  ) throws(ArchiveError) -> [TarEntry] {
    var reader = try TarReader(gzip: bytes, limits: limits)
    var result: [TarEntry] = []
    while let entry = try reader.nextEntry() { result.append(entry) }
    return result
  }

  /// The next entry, nil at the end.
  /// - Throws: ``ArchiveError`` when the archive is damaged or larger than the limits allow.
  package mutating func nextEntry() throws(ArchiveError) -> TarEntry? {
    while true {
      let header = try source.read(Self.block)
      if header.isEmpty || header.allSatisfy({ $0 == 0 }) { return nil }
      guard header.count == Self.block else { throw ArchiveError(.malformed, "ends in the middle of a tar header") }
      try check(header)
      entries += 1
      guard entries <= limits.entries else {
        throw ArchiveError(.tooLarge, "has more than the limit of \(limits.entries) entries")
      }
      let type = header[156]
      let path = next.path ?? Self.path(header)
      let size = if let size = next.size { size } else { try Self.number(header[124..<136], "size", path) }
      switch type {
      case UInt8(ascii: "x"): try readPax(size)
      case UInt8(ascii: "g"): try pass(size)
      case UInt8(ascii: "L"): next.path = Self.text(try content(size, path)[...])
      case UInt8(ascii: "K"): next.link = Self.text(try content(size, path)[...])
      default:
        defer { next = Extension() }
        return try entry(header, type, path, size)
      }
    }
  }

  private func entry(
    _ header: [UInt8], _ type: UInt8, _ path: String, _ size: Int
  ) throws(ArchiveError) -> TarEntry {
    let link = next.link ?? Self.text(header[157..<257])
    let kind: TarEntry.Kind =
      switch type {
      case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): path.hasSuffix("/") ? .folder : .file
      case UInt8(ascii: "1"): .hardLink(target: link)
      case UInt8(ascii: "2"): .symbolicLink(target: link)
      case UInt8(ascii: "5"): .folder
      default: .other(Character(Unicode.Scalar(type)))
      }
    var bytes: [UInt8] = []
    if kind == .file { bytes = try content(size, path) } else { try pass(size) }
    return TarEntry(
      path: path, kind: kind, mode: (try? Self.number(header[100..<108], "mode", path)) ?? 0o644,
      modified: (try? Self.number(header[136..<148], "time", path)) ?? 0, content: bytes)
  }

  private func content(_ size: Int, _ path: String) throws(ArchiveError) -> [UInt8] {
    guard size <= limits.file else {
      throw ArchiveError(.tooLarge, "\(path): has \(size) bytes; the limit for one file is \(limits.file)")
    }
    let bytes = try source.read(size)
    guard bytes.count == size else { throw ArchiveError(.malformed, "\(path): the archive ends in the middle of it") }
    try source.skip(Self.padding(size))
    return bytes
  }

  private func pass(_ size: Int) throws(ArchiveError) {
    guard size <= limits.total else { throw ArchiveError(.tooLarge, "claims an entry of \(size) bytes") }
    try source.skip(size + Self.padding(size))
  }

  /// The bytes that fill up the last block.
  private static func padding(_ size: Int) -> Int { (block - size % block) % block }

  /// `LENGTH KEY=VALUE\n`, as often as it goes.
  private mutating func readPax(_ size: Int) throws(ArchiveError) {
    guard size <= 1 << 20 else { throw ArchiveError(.tooLarge, "has an extension header of \(size) bytes") }
    var rest = try content(size, "extension header")[...]
    let malformed = ArchiveError(.malformed, "has a malformed extension header")
    while !rest.isEmpty {
      guard let blank = rest.firstIndex(of: 0x20), let length = Int(Self.text(rest[..<blank])),
        length > blank - rest.startIndex + 1, length <= rest.count
      else { throw malformed }
      let record = rest[(blank + 1)..<(rest.startIndex + length)].dropLast()
      rest = rest.dropFirst(length)
      guard let equals = record.firstIndex(of: 0x3D) else { throw malformed }
      let value = record[(equals + 1)...]
      switch Self.text(record[..<equals]) {
      case "path": next.path = Self.text(value)
      case "linkpath": next.link = Self.text(value)
      case "size":
        guard let size = Int(Self.text(value)), size >= 0 else { throw malformed }
        next.size = size
      default: break
      }
    }
  }

  /// The sum of the header's bytes, with blanks in the place of the sum itself.
  private func check(_ header: [UInt8]) throws(ArchiveError) {
    var sum = 8 * 0x20
    for index in 0..<148 { sum += Int(header[index]) }
    for index in 156..<header.count { sum += Int(header[index]) }
    guard try Self.number(header[148..<156], "checksum", "header") == sum else {
      throw ArchiveError(.malformed, "holds no tar archive: the checksum of a header is wrong")
    }
  }

  private static func path(_ header: [UInt8]) -> String {
    let name = text(header[0..<100])
    guard header[257..<262].elementsEqual("ustar".utf8), header[263] != 0x20 else { return name }
    let prefix = text(header[345..<500])
    return prefix.isEmpty ? name : prefix + "/" + name
  }

  /// Octal digits, or a big-endian number behind a set top bit.
  private static func number(_ field: ArraySlice<UInt8>, _ what: String, _ path: String) throws(ArchiveError) -> Int {
    let malformed = ArchiveError(.malformed, "\(path): has a malformed \(what)")
    guard let first = field.first else { throw malformed }
    if first & 0x80 != 0 {
      guard first == 0x80, field.dropFirst().dropLast(7).allSatisfy({ $0 == 0 }) else { throw malformed }
      return field.suffix(7).reduce(0) { $0 << 8 | Int($1) }
    }
    let digits = field.prefix { $0 != 0 }.drop { $0 == 0x20 }
    guard let last = digits.lastIndex(where: { $0 != 0x20 }) else { return 0 }
    guard let number = Int(text(digits[...last]), radix: 8), number >= 0 else { throw malformed }
    return number
  }

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }
}
