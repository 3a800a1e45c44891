/// sprig's functions on slash-separated paths; on Unix the `os` twins are the same.
enum Paths {
  static let functions: [Function] =
    both("base", "osBase") { .string(base($0)) }
    + both("dir", "osDir") { path in
      let end = path.lastIndex(of: slash).map { $0 + 1 } ?? 0
      return .string(clean(Array(path[..<end])))
    }
    + both("clean", "osClean") { .string(clean($0)) }
    + both("ext", "osExt") { path in
      let start = path.lastIndex(of: slash).map { $0 + 1 } ?? 0
      guard let dot = path[start...].lastIndex(of: UInt8(ascii: ".")) else { return .string("") }
      return .string(Array(path[dot...]))
    }
    + both("isAbs", "osIsAbs") { .bool($0.first == slash) }

  private static let slash = UInt8(ascii: "/")

  private static func both(
    _ first: String, _ second: String, _ body: @escaping @Sendable ([UInt8]) -> GoValue
  ) -> [Function] {
    [first, second].map { Function($0, [.string]) { arguments, _ in body(arguments.bytes(0)) } }
  }

  static func base(_ path: [UInt8]) -> [UInt8] {
    if path.isEmpty { return [UInt8(ascii: ".")] }
    var end = path.count
    while end > 0, path[end - 1] == slash { end -= 1 }
    if end == 0 { return [slash] }
    let start = path[..<end].lastIndex(of: slash).map { $0 + 1 } ?? 0
    return Array(path[start..<end])
  }

  static func clean(_ path: [UInt8]) -> [UInt8] {
    if path.isEmpty { return [UInt8(ascii: ".")] }
    let isRooted = path[0] == slash
    var names: [ArraySlice<UInt8>] = []
    for name in path.split(separator: slash) {
      if name.elementsEqual([0x2E]) { continue }
      if name.elementsEqual([0x2E, 0x2E]) {
        if let last = names.last, !last.elementsEqual([0x2E, 0x2E]) {
          names.removeLast()
        } else if !isRooted {
          names.append(name)
        }
      } else {
        names.append(name)
      }
    }
    let joined = Array(names.joined(separator: [slash]))
    if isRooted { return [slash] + joined }
    return joined.isEmpty ? [UInt8(ascii: ".")] : joined
  }
}
