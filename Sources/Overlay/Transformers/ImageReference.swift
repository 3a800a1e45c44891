import Structure

/// The parts of a container image's name.
struct ImageReference {
  var name: Substring
  var tag: Substring = ""
  var digest: Substring = ""

  /// Splits `[host[:port]/]name[:tag][@digest]`.
  init(_ text: String) {
    // A colon before the first slash is a port.
    let bytes = text.utf8
    let start =
      bytes.firstIndex(of: UInt8(ascii: "/")).flatMap { $0 > bytes.startIndex ? $0 : nil } ?? bytes.startIndex
    let at = bytes[start...].firstIndex(of: UInt8(ascii: "@"))
    let colon = bytes[start...].firstIndex(of: UInt8(ascii: ":"))
    switch (colon, at) {
    case (nil, nil): name = text[...]
    case (let colon?, nil):
      name = text[..<colon]
      tag = text[bytes.index(after: colon)...]
    case (let colon?, let at?) where colon < at:
      name = text[..<colon]
      tag = text[bytes.index(after: colon)..<at]
      digest = text[bytes.index(after: at)...]
    case (_, let at?):
      name = text[..<at]
      digest = text[bytes.index(after: at)...]
    }
  }

  /// The text after an entry of `images`.
  func applying(_ change: ImageChange) -> String {
    var name = change.newName.isEmpty ? String(name) : change.newName
    var (tag, digest) = (String(tag), String(digest))
    if !change.newTag.isEmpty {
      (tag, digest) = (change.newTag, change.digest)
    } else if !change.digest.isEmpty {
      (tag, digest) = ("", change.digest)
    } else if !change.tagSuffix.isEmpty {
      (tag, digest) = (tag + change.tagSuffix, "")
    }
    if !tag.isEmpty { name += ":" + tag }
    if !digest.isEmpty { name += "@" + digest }
    return name
  }
}

/// Decides whether an image is the one that an entry of `images` names. The name is a regular expression.
final class ImageMatcher {
  private let pattern: RegularExpression
  private var known: [String: Bool] = [:]

  init(name: String) throws(Failure) {
    do {
      pattern = try RegularExpression("^" + name + "(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$")
    } catch {
      throw Failure("images: the name '\(name)' is no regular expression: \(error)")
    }
  }

  func matches(_ image: String) -> Bool {
    if let answer = known[image] { return answer }
    let answer = pattern.matches(image)
    known[image] = answer
    return answer
  }
}
