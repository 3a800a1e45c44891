/// sprig's urlParse and urlJoin over Go's net/url.
enum URLs {
  static let functions: [Function] = [
    Function("urlParse", [.string]) { arguments, _ in
      let url: GoURL
      do throws(FunctionError) { url = try GoURL(arguments.bytes(0)) } catch {
        throw FunctionError("unable to parse url: \(error.message)")
      }
      return .map(
        GoMap([
          "scheme": .string(url.scheme), "host": .string(url.host), "hostname": .string(url.hostname),
          "path": .string(url.path), "query": .string(url.query), "opaque": .string(url.opaque),
          "fragment": .string(url.fragment), "userinfo": .string(url.user ?? []),
        ]))
    },
    Function("urlJoin", [.dictionary]) { arguments, execution in
      let map = arguments.map(0)
      var url = GoURL()
      url.scheme = try part(map, "scheme")
      url.host = try part(map, "host")
      url.path = try part(map, "path")
      url.query = try part(map, "query")
      url.opaque = try part(map, "opaque")
      url.fragment = try part(map, "fragment")
      let user = try part(map, "userinfo")
      if !user.isEmpty {
        do throws(FunctionError) {
          url.user = try GoURL(Array("proto://".utf8) + user + Array("@host".utf8)).user
        } catch {
          throw FunctionError("unable to parse userinfo in dict: \(error.message)")
        }
      }
      return try execution.made(url.text)
    },
  ]

  private static func part(_ map: GoMap, _ key: ByteString) throws -> [UInt8] {
    guard let value = map[key] else { return [] }
    if case .string(let text) = value { return text.bytes }
    if value.isNone { throw FunctionError("runtime error: invalid memory address or nil pointer dereference") }
    throw FunctionError(
      "unable to parse \(key) key, must be of type string, but \(value.kind.rawValue) found")
  }
}

/// A URL as Go's net/url takes it apart and puts it together.
struct GoURL {
  var scheme: [UInt8] = []
  var opaque: [UInt8] = []
  /// The user and the password, escaped.
  var user: [UInt8]?
  var host: [UInt8] = []
  var path: [UInt8] = []
  /// The path as it was written, where that is not how it would be written again.
  private var rawPath: [UInt8] = []
  private var forcesQuery = false
  var query: [UInt8] = []
  var fragment: [UInt8] = []

  init() {}

  /// - Throws: ``FunctionError`` with Go's message.
  init(_ text: [UInt8]) throws(FunctionError) {
    let main = Array(text.prefix { $0 != UInt8(ascii: "#") })
    do throws(FunctionError) {
      try parse(main)
    } catch {
      throw FunctionError("parse \(Parser.quoted(main)): \(error.message)")
    }
    do throws(FunctionError) {
      fragment = try Self.unescape(Array(text.dropFirst(main.count + 1)), .fragment)
    } catch {
      throw FunctionError("parse \(Parser.quoted(text)): \(error.message)")
    }
  }

  private mutating func parse(_ text: [UInt8]) throws(FunctionError) {
    var rest = text[...]
    if rest.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
      throw FunctionError("net/url: invalid control character in URL")
    }
    if rest.elementsEqual([UInt8(ascii: "*")]) {
      path = [UInt8(ascii: "*")]
      return
    }
    rest = try takeScheme(rest)
    if rest.last == UInt8(ascii: "?"), rest.filter({ $0 == UInt8(ascii: "?") }).count == 1 {
      forcesQuery = true
      rest = rest.dropLast()
    } else if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
      query = Array(rest[(mark + 1)...])
      rest = rest[..<mark]
    }
    if rest.first != UInt8(ascii: "/") {
      if !scheme.isEmpty {
        opaque = Array(rest)
        return
      }
      let segment = rest.prefix { $0 != UInt8(ascii: "/") }
      if segment.contains(UInt8(ascii: ":")) {
        throw FunctionError("first path segment in URL cannot contain colon")
      }
    }
    if !scheme.isEmpty || !rest.starts(with: Array("///".utf8)), rest.starts(with: Array("//".utf8)) {
      let authority = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "/") }
      rest = rest.dropFirst(2 + authority.count)
      try parseAuthority(Array(authority))
    }
    path = try Self.unescape(Array(rest), .path)
    if Self.escape(path, .path) != Array(rest) { rawPath = Array(rest) }
  }

  private mutating func takeScheme(_ text: ArraySlice<UInt8>) throws(FunctionError) -> ArraySlice<UInt8> {
    for (offset, byte) in text.enumerated() {
      switch byte {
      case 0x41...0x5A, 0x61...0x7A: continue
      case 0x30...0x39, 0x2B, 0x2D, 0x2E:
        if offset == 0 { return text }
      case UInt8(ascii: ":"):
        if offset == 0 { throw FunctionError("missing protocol scheme") }
        scheme = text.prefix(offset).map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }
        return text.dropFirst(offset + 1)
      default: return text
      }
    }
    return text
  }

  private mutating func parseAuthority(_ authority: [UInt8]) throws(FunctionError) {
    guard let mark = authority.lastIndex(of: UInt8(ascii: "@")) else {
      host = try Self.parseHost(authority)
      return
    }
    host = try Self.parseHost(Array(authority[(mark + 1)...]))
    let info = Array(authority[..<mark])
    let isValid = info.allSatisfy { byte in
      Self.isAlphanumeric(byte) || "-._:~!$&'()*+,;=%@".utf8.contains(byte)
    }
    guard isValid else { throw FunctionError("net/url: invalid userinfo") }
    if let colon = info.firstIndex(of: UInt8(ascii: ":")) {
      let name = try Self.unescape(Array(info[..<colon]), .user)
      let password = try Self.unescape(Array(info[(colon + 1)...]), .user)
      user = Self.escape(name, .user) + [UInt8(ascii: ":")] + Self.escape(password, .user)
    } else {
      user = Self.escape(try Self.unescape(info, .user), .user)
    }
  }

  private static func parseHost(_ host: [UInt8]) throws(FunctionError) -> [UInt8] {
    if host.first == UInt8(ascii: "[") {
      guard let end = host.lastIndex(of: UInt8(ascii: "]")) else { throw FunctionError("missing ']' in host") }
      let port = Array(host[(end + 1)...])
      guard isPort(port) else {
        throw FunctionError("invalid port \(Parser.quoted(port)) after host")
      }
      return try unescape(host, .host)
    }
    if let colon = host.lastIndex(of: UInt8(ascii: ":")) {
      let port = Array(host[colon...])
      guard isPort(port) else { throw FunctionError("invalid port \(Parser.quoted(port)) after host") }
    }
    return try unescape(host, .host)
  }

  private static func isPort(_ text: [UInt8]) -> Bool {
    text.isEmpty || (text[0] == UInt8(ascii: ":") && text.dropFirst().allSatisfy { (0x30...0x39).contains($0) })
  }

  /// The host without port and brackets.
  var hostname: [UInt8] {
    var name = host[...]
    if let colon = name.lastIndex(of: UInt8(ascii: ":")), Self.isPort(Array(name[colon...])) { name = name[..<colon] }
    if name.first == UInt8(ascii: "["), let end = name.lastIndex(of: UInt8(ascii: "]")) {
      return Array(name[1..<end])
    }
    return Array(name)
  }

  /// The whole URL.
  var text: [UInt8] {
    var out: [UInt8] = []
    if !scheme.isEmpty { out += scheme + [UInt8(ascii: ":")] }
    if !opaque.isEmpty {
      out += opaque
    } else {
      if !scheme.isEmpty || !host.isEmpty || user != nil {
        if !host.isEmpty || !path.isEmpty || user != nil { out += "//".utf8 }
        if let user { out += user + [UInt8(ascii: "@")] }
        out += Self.escape(host, .host)
      }
      // A lone asterisk stays, for OPTIONS requests.
      let isAsterisk = path == [UInt8(ascii: "*")]
      let escaped = isAsterisk ? path : rawPath.isEmpty ? Self.escape(path, .path) : rawPath
      if let first = escaped.first, first != UInt8(ascii: "/"), !host.isEmpty { out.append(UInt8(ascii: "/")) }
      if out.isEmpty, escaped.prefix(while: { $0 != UInt8(ascii: "/") }).contains(UInt8(ascii: ":")) {
        out += "./".utf8
      }
      out += escaped
    }
    if forcesQuery || !query.isEmpty { out += [UInt8(ascii: "?")] + query }
    if !fragment.isEmpty { out += [UInt8(ascii: "#")] + Self.escape(fragment, .fragment) }
    return out
  }

  private enum Part { case host, path, user, fragment }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func needsEscape(_ byte: UInt8, _ part: Part) -> Bool {
    if isAlphanumeric(byte) || "-_.~".utf8.contains(byte) { return false }
    switch part {
    case .host: return !"!$&'()*+,;=:[]<>\"".utf8.contains(byte) && byte < 0x80
    case .path: return !"$&+,/:;=@!'()*".utf8.contains(byte) || "!'()*".utf8.contains(byte)
    case .user: return !"$&+,;=".utf8.contains(byte)
    case .fragment: return !"$&+,/:;=?@!()*".utf8.contains(byte)
    }
  }

  private static func escape(_ text: [UInt8], _ part: Part) -> [UInt8] {
    var out: [UInt8] = []
    for byte in text {
      if needsEscape(byte, part) {
        out += [UInt8(ascii: "%"), Formatter.upperDigits[Int(byte >> 4)], Formatter.upperDigits[Int(byte & 15)]]
      } else {
        out.append(byte)
      }
    }
    return out
  }

  private static func unescape(_ text: [UInt8], _ part: Part) throws(FunctionError) -> [UInt8] {
    var out: [UInt8] = []
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "%") {
        guard index + 2 < text.count, let high = Quoting.hexDigit(text[index + 1]),
          let low = Quoting.hexDigit(text[index + 2])
        else {
          throw FunctionError("invalid URL escape \(Parser.quoted(Array(text[index...].prefix(3))))")
        }
        if part == .host, high < 8, text[index..<index + 3] != [0x25, 0x32, 0x35] {
          throw FunctionError("invalid URL escape \(Parser.quoted(Array(text[index...].prefix(3))))")
        }
        out.append(high << 4 | low)
        index += 3
        continue
      }
      if part == .host, byte < 0x80, needsEscape(byte, .host) {
        throw FunctionError("invalid character \(Parser.quoted([byte])) in host name")
      }
      out.append(byte)
      index += 1
    }
    return out
  }
}
