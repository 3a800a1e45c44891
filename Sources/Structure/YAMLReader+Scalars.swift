extension YAMLReader {
  private var wordsAreBooleans: Bool { options.dialect == .kubernetes }

  /// An unquoted scalar without a tag.
  @inline(__always)
  func plain(_ bytes: UnsafeBufferPointer<UInt8>) throws(SyntaxError) -> Value {
    switch PlainScalar.resolve(bytes, words: wordsAreBooleans) {
    case .text: return .string(names.text(bytes))
    case .null: return .null
    case .bool(let flag): return .bool(flag)
    case .int(let number): return .int(number)
    case .uint(let number): return .uint(number)
    case .double(let number):
      guard number.isFinite else {
        throw failure("\(String(decoding: bytes, as: UTF8.self)) is no number that JSON can express; put it in quotes")
      }
      return GoNumber.normalized(number)
    case .timestamp:
      // The Kubernetes reader keeps the text; kustomize passes it through a time value.
      guard options.dialect == .kustomize, let time = ScalarTimestamp(bytes) else {
        return .string(names.text(bytes))
      }
      return .string(time.text)
    }
  }

  /// A scalar with an explicit tag; tags that say nothing about a scalar leave it the text it is.
  func tagged(_ bytes: UnsafeBufferPointer<UInt8>, tag: UnsafePointer<CChar>?) throws(SyntaxError) -> Value {
    let name = tag.map { String(cString: $0) } ?? ""
    let prefix = "tag:yaml.org,2002:"
    guard name.hasPrefix(prefix) else { return .string(names.text(bytes)) }
    let kind = String(name.dropFirst(prefix.count))
    if kind == "binary" {
      guard let decoded = Base64.decode(bytes) else { throw failure("!!binary holds text that is not base64") }
      return .string(String(decoding: decoded, as: UTF8.self))
    }
    switch (kind, PlainScalar.resolve(bytes, words: wordsAreBooleans)) {
    case ("bool", .bool), ("int", .int), ("int", .uint), ("null", .null), ("timestamp", .timestamp),
      ("float", .double), ("float", .int):
      return try plain(bytes)
    case ("bool", _), ("int", _), ("float", _), ("null", _), ("timestamp", _):
      throw failure("\"\(String(decoding: bytes, as: UTF8.self))\" is no !!\(kind), as its tag says it is")
    default: return .string(names.text(bytes))
    }
  }

  /// The text of a key.
  /// - Parameter hash: Of the key as it is written; of its text when that is another one, as `0` for `0x0`.
  @inline(__always)
  mutating func key(
    _ bytes: UnsafeBufferPointer<UInt8>, hash: inout KeyHash, isPlain: Bool, tag: UnsafePointer<CChar>?
  ) throws(SyntaxError) -> String {
    if tag == nil, !isPlain || PlainScalar.resolve(bytes, words: wordsAreBooleans).isText {
      return names.name(bytes, hash: hash)
    }
    let text = try typedKey(bytes, tag: tag)
    hash = text.withUTF8Bytes { KeyHash($0) }
    return text
  }

  /// A key that is a number, a boolean or a date becomes text, or is refused as kustomize does.
  private func typedKey(_ bytes: UnsafeBufferPointer<UInt8>, tag: UnsafePointer<CChar>?) throws(SyntaxError) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    let isTagOfText = tag.map { String(cString: $0) == "tag:yaml.org,2002:str" } ?? false
    guard isTagOfText || options.dialect == .kubernetes else {
      throw failure("the key \(text) is no text; put it in quotes")
    }
    if tag == nil {
      switch PlainScalar.resolve(bytes) {
      case .timestamp: return text
      case .double(let number): return GoNumber.keyText(number)
      default: break
      }
    }
    switch try tag == nil ? plain(bytes) : tagged(bytes, tag: tag) {
    case .string(let text): return text
    case .bool(let flag): return flag ? "true" : "false"
    case .int(let number): return String(number)
    case .double(let number): return GoNumber.keyText(number)
    case .null: throw failure("a key cannot be null; put it in quotes")
    default: throw failure("the key \(text) is too large a number; put it in quotes")
    }
  }
}
