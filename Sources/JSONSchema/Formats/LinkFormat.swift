/// Addresses of documents, by the rules of Go's `net/url`.
enum LinkFormat {
  static func absolute(_ text: String) -> String? {
    switch parse(text) {
    case .failure(let reason): return reason.text
    case .success(let address):
      guard address.scheme != nil else { return "relative url" }
      return nil
    }
  }

  static func reference(_ text: String) -> String? {
    if case .failure(let reason) = parse(text) { return reason.text }
    return text.utf8.contains(UInt8(ascii: "\\")) ? "contains \\" : nil
  }

  static func template(_ text: String) -> String? {
    if case .failure(let reason) = parse(text) { return reason.text }
    for segment in (Address(text).path.percentDecoded ?? "").split(separator: "/") {
      var isOpen = false
      for scalar in segment.unicodeScalars {
        switch scalar {
        case "{":
          if isOpen { return "nested curly braces" }
          isOpen = true
        case "}":
          if !isOpen { return "nested curly braces" }
          isOpen = false
        default: break
        }
      }
      if isOpen { return "no matching closing brace" }
    }
    return nil
  }

  private struct Reason: Error { var text: String }

  private static func parse(_ text: String) -> Result<Address, Reason> {
    func failure(_ reason: String, _ shown: String? = nil) -> Result<Address, Reason> {
      .failure(Reason(text: "parse \(GoQuote.double(shown ?? text)): \(reason)"))
    }
    let body = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first.map { String($0) } ?? ""
    if body.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
      return failure("net/url: invalid control character in URL", body)
    }
    let address = Address(text)
    if address.scheme == nil, address.authority == nil {
      let first = address.path.utf8.prefix { $0 != UInt8(ascii: "/") }
      if first.first == UInt8(ascii: ":") { return failure("missing protocol scheme", body) }
      if first.contains(UInt8(ascii: ":")) { return failure("first path segment in URL cannot contain colon", body) }
    }
    if let authority = address.authority {
      switch host(authority) {
      case .invalid(let reason): return failure(reason, body)
      case .invalidAddress(let reason): return .failure(Reason(text: reason))
      case .valid: break
      }
    }
    if let reason = badEscape(address.path) { return failure(reason, body) }
    if let fragment = address.fragment, let reason = badEscape(fragment) { return failure(reason) }
    return .success(address)
  }

  private enum Host {
    case valid
    case invalid(String)
    /// What is wrong inside brackets.
    case invalidAddress(String)
  }

  private static func host(_ authority: String) -> Host {
    let parts = authority.split(separator: "@", omittingEmptySubsequences: false)
    if parts.count > 1 {
      let user = parts.dropLast().joined(separator: "@")
      let isAllowed = user.utf8.allSatisfy {
        $0.isLetter || $0.isDigit || "-._:~!$&'()*+,;=%@".utf8.contains($0)
      }
      if !isAllowed { return .invalid("net/url: invalid userinfo") }
    }
    let host = String(parts.last ?? "")
    if host.hasPrefix("[") {
      guard let end = host.lastIndex(of: "]") else { return .invalid("missing ']' in host") }
      let port = host[host.index(after: end)...]
      if !isPort(port) { return .invalid("invalid port \(GoQuote.double(String(port))) after host") }
      let inner = String(host[host.index(after: host.startIndex)..<end])
      let isIPv4 = inner.utf8.contains(UInt8(ascii: ".")) && !inner.utf8.contains(UInt8(ascii: ":"))
      if isIPv4 { return .invalid("invalid IP-literal") }
      let address = inner.replacing("%25", with: "%")
      return HostFormat.ipv6(address).map { .invalidAddress("invalid ipv6 address: \($0)") } ?? .valid
    }
    if let colon = host.lastIndex(of: ":") {
      let port = host[colon...]
      if !isPort(port) { return .invalid("invalid port \(GoQuote.double(String(port))) after host") }
    }
    for scalar in host.unicodeScalars {
      guard scalar.value < 0x80 else { continue }
      let byte = UInt8(scalar.value)
      guard byte.isLetter || byte.isDigit || "-_.~!$&'()*+,;=:[]<>\"%".utf8.contains(byte) else {
        return .invalid("invalid character \(GoQuote.double(String(scalar))) in host name")
      }
    }
    return badEscape(host).map { .invalid($0) } ?? .valid
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.isEmpty || (text.hasPrefix(":") && text.dropFirst().utf8.allSatisfy(\.isDigit))
  }

  private static func badEscape(_ text: String) -> String? {
    var rest = text.utf8[...]
    while let mark = rest.firstIndex(of: UInt8(ascii: "%")) {
      let escape = rest[mark...].prefix(3)
      guard escape.count == 3, escape.dropFirst().allSatisfy({ String.hexDigit($0) != nil }) else {
        return "invalid URL escape \(GoQuote.double(String(decoding: escape, as: UTF8.self)))"
      }
      rest = rest[mark...].dropFirst(3)
    }
    return nil
  }
}
