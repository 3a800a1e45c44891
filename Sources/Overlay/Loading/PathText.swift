/// Paths as text, relative to the root of the tree and without `.` and `..` once cleaned.
enum PathText {
  /// `path` seen from `directory`, cleaned; names above the root are dropped as the file system does.
  /// - Returns: Nil when it leads above the root of a tree that ends there.
  static func join(_ directory: String, _ path: String, stopsAtRoot: Bool) -> String? {
    var names: [Substring] = directory.pathParts
    for name in path.pathParts {
      switch name {
      case ".": continue
      case "..": if names.popLast() == nil, stopsAtRoot { return nil }
      default: names.append(name)
      }
    }
    return names.joined(separator: "/")
  }

  /// Whether `path` is `directory` or lies below it.
  static func isWithin(_ path: String, _ directory: String) -> Bool {
    directory.isEmpty || path == directory || path.hasPrefix(directory + "/")
  }

  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[..<slash])
  }

  static func lastName(of path: String) -> String {
    path.pathParts.last.map(String.init) ?? ""
  }

  /// `path` without `.`, `..` and doubled slashes as Go's `filepath.Clean` gives it, `..` in front kept.
  static func clean(_ path: String) -> String {
    var names: [Substring] = []
    for name in path.pathParts {
      switch name {
      case ".": continue
      case "..": if let last = names.last, last != ".." { names.removeLast() } else { names.append(name) }
      default: names.append(name)
      }
    }
    return names.isEmpty ? "." : names.joined(separator: "/")
  }

  /// Whether a path is the address of a file or repository on the web.
  static func isWeb(_ path: String) -> Bool {
    let start = path.prefix(8).lowercased()
    return start.hasPrefix("http://") || start.hasPrefix("https://")
  }

  private static func isOfUserName(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "-")
  }

  /// Whether a resource is named by a URL that kustomize would clone or download.
  static func isRemote(_ path: String) -> Bool {
    for scheme in ["http://", "https://", "ssh://", "git::", "git@", "file://", "github.com/", "github.com:", "gh:"]
    where path.lowercased().hasPrefix(scheme) { return true }
    if let at = path.firstIndex(of: "@"), path[at...].contains(":"), path[..<at].allSatisfy(isOfUserName) {
      return true
    }
    return path.contains("?ref=") || path.contains("?version=") || path.contains(".git//") || path.hasSuffix(".git")
  }
}
