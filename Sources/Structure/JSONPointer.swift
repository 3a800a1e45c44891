/// The place of a value in a document (RFC 6901): `/spec/template/metadata/labels/app.kubernetes.io~1name`.
package struct JSONPointer: Sendable, Hashable {
  /// Keys and list positions from the root on, with `~0` and `~1` resolved; none for the whole document.
  package var tokens: [String]

  package static let root = JSONPointer([])

  package init(_ tokens: [String]) { self.tokens = tokens }

  /// Reads a pointer.
  /// - Throws: ``SyntaxError`` when it neither is empty nor begins with `/`, or has a `~` without 0 or 1 behind it.
  package init(parsing text: String) throws(SyntaxError) {
    tokens = []
    guard !text.isEmpty else { return }
    guard text.utf8.first == UInt8(ascii: "/") else {
      throw SyntaxError(message: "the JSON pointer \"\(text)\" must begin with '/'", position: nil)
    }
    for token in text.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      var bytes: [UInt8] = []
      var rest = token[...]
      while let byte = rest.popFirst() {
        guard byte == UInt8(ascii: "~") else {
          bytes.append(byte)
          continue
        }
        switch rest.popFirst() {
        case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
        case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
        default:
          throw SyntaxError(
            message: "'~' in the JSON pointer \"\(text)\" must be written ~0, and '/' inside a key ~1", position: nil)
        }
      }
      tokens.append(String(decoding: bytes, as: UTF8.self))
    }
  }

  package func appending(_ token: String) -> JSONPointer { JSONPointer(tokens + [token]) }
  package func appending(_ index: Int) -> JSONPointer { JSONPointer(tokens + [String(index)]) }

  /// The pointer to what holds this value; nil for the root.
  package var parent: JSONPointer? { tokens.isEmpty ? nil : JSONPointer(tokens.dropLast()) }

  /// The value it points to, or nil when a step is missing.
  package func get(from document: Value) -> Value? {
    var current = document
    for token in tokens {
      switch current {
      case .object(let mapping):
        guard let next = mapping[token] else { return nil }
        current = next
      case .array(let elements):
        guard let index = Self.index(token), index < elements.count else { return nil }
        current = elements[index]
      default: return nil
      }
    }
    return current
  }

  package func exists(in document: Value) -> Bool { get(from: document) != nil }

  /// A list position: digits without a leading zero.
  static func index(_ token: String) -> Int? {
    let bytes = token.utf8
    guard let first = bytes.first, bytes.count <= 18, first != UInt8(ascii: "0") || bytes.count == 1 else { return nil }
    return bytes.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } ? Int(token) : nil
  }
}

extension JSONPointer: CustomStringConvertible {
  /// The form of RFC 6901; empty for the whole document.
  package var description: String {
    var text = ""
    for token in tokens {
      text += "/"
      for scalar in token.unicodeScalars {
        switch scalar {
        case "~": text += "~0"
        case "/": text += "~1"
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
    return text
  }

  /// The form that operators know from Kubernetes: `spec.containers[0].image`, `metadata.labels["a.b/c"]`.
  package var fieldPath: String {
    var text = ""
    for token in tokens {
      if Self.index(token) != nil {
        text += "[\(token)]"
      } else if !token.isEmpty, token.utf8.allSatisfy({ $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "/") }) {
        text += text.isEmpty ? token : ".\(token)"
      } else {
        text += "[\"\(token)\"]"
      }
    }
    return text
  }
}

extension JSONPointer: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: String...) { self.init(elements) }
}
