import ArgumentParser

/// A daemon that `martlet up` can run.
enum Component: String, CaseIterable, Sendable, ExpressibleByArgument {
  case source
  case kustomize
  case notification

  /// The executable's name: what `ps` shows and what the multi-call binary looks at.
  var executable: String { "\(rawValue)-controller" }

  /// Reads `source` or `source-controller`.
  init?(argument: String) {
    let name = argument.hasSuffix("-controller") ? String(argument.dropLast("-controller".count)) : argument
    self.init(rawValue: name)
  }

  /// Reads a list as `--components` takes it: names separated by commas.
  /// - Throws: `ValidationError` that names the unknown one and those there are.
  static func list(_ text: String) throws -> [Component] {
    try text.split(separator: ",").map { word in
      let name = word.trimmed
      guard let component = Component(argument: name) else {
        let known = allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--components: there is no component \"\(name)\"; choose from \(known)")
      }
      return component
    }
  }
}

extension Substring {
  /// The text without the spaces around it.
  fileprivate var trimmed: String {
    var rest = self
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
