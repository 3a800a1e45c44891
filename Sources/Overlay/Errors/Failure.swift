import Structure

/// A mistake on its way up: the words are there from the start, the place is added by whoever knows it.
struct Failure: Error {
  /// What is wrong and what to do, without place.
  var message: String
  /// The file that has the mistake, relative to the tree, once known.
  var file: String?
  var position: SourcePosition?
  /// Within a patch: the keys that lead to what is wrong there.
  var pointer: [String]?
  /// The fields that lead to what is wrong in an object, for the message.
  var fields: [String] = []
  /// The kustomization files that led there, the innermost first.
  var chain: [String] = []
  /// Whether the text was no YAML at all, which says that a path names a file and not a directory.
  var isMalformed = false

  init(_ message: String, file: String? = nil, position: SourcePosition? = nil) {
    self.message = message
    self.file = file
    self.position = position
  }

  /// The same with words in front, such as the object or the step.
  func prefixed(_ prefix: String) -> Failure {
    var copy = self
    copy.message = prefix + ": " + message
    return copy
  }

  /// The same with the place of an object, when that was read from a file.
  func at(_ resource: Resource) -> Failure {
    guard let source = resource.source, !source.file.isEmpty else { return self }
    return at(source.file, resource.position)
  }

  /// The same with a place, unless it has one already.
  func at(_ file: String, _ position: SourcePosition?) -> Failure {
    guard self.file == nil else { return self }
    var copy = self
    copy.file = file
    copy.position = position ?? self.position
    copy.pointer = nil
    return copy
  }
}
