package import HTTP

/// The address of a receiver. Its path and query are as good as a password, so it prints only what tells hosts apart.
package struct WebhookAddress: Sendable, Hashable {
  /// The whole address as it was given; never for people.
  package let secret: String
  /// The same, taken apart.
  package let address: WebAddress

  /// Reads an absolute `http` or `https` URL.
  /// - Throws: ``InvalidAddress``, which does not repeat the text.
  package init(_ text: String) throws(InvalidAddress) {
    guard !text.isEmpty else { throw InvalidAddress(reason: "is empty") }
    guard text.utf8.count <= 2048 else { throw InvalidAddress(reason: "has more than 2048 bytes") }
    // curl would take the first name of the path for the host.
    guard !text.contains(":///") else { throw InvalidAddress(reason: "names no host") }
    do {
      address = try WebAddress(text)
    } catch {
      // Only the sentence: the error's own address shows the path.
      throw InvalidAddress(reason: "is no URL of a receiver: \(error.message)")
    }
    secret = text
  }

  /// Lower case, without the port.
  package var host: String { address.host }
  package var path: String { address.path }

  /// The address with a name added to the end of its path.
  package func appending(path name: String) -> String {
    let end = secret.firstIndex { $0 == "?" || $0 == "#" } ?? secret.endIndex
    let separator = secret[..<end].hasSuffix("/") ? "" : "/"
    return secret[..<end] + separator + name + secret[end...]
  }
}

extension WebhookAddress: CustomStringConvertible, CustomDebugStringConvertible {
  /// Scheme, host and port: all that may be shown.
  package var description: String {
    let isDefault = address.port == (address.scheme == "https" ? 443 : 80)
    return "\(address.scheme)://\(address.host)\(isDefault ? "" : ":\(address.port)")"
  }
  package var debugDescription: String { description }
}

/// An address that is no URL of a receiver.
package struct InvalidAddress: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong with it, without any part of it.
  package var reason: String
  package var description: String { "the address \(reason)" }
}
