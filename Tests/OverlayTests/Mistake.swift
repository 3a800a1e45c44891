import Testing

/// A mistake that people make, and how its message must begin.
struct Mistake: Sendable, CustomTestStringConvertible {
  let name: String
  /// Where the first line must say that the mistake is: `FILE:LINE:` or `FILE:` where there is no line.
  let place: String
  /// What the first line must have.
  let words: String
  /// Beside `c.yaml` and `d.yaml`, which are always there.
  let files: [String: String]
  let directory: String

  init(
    _ name: String, at place: String, _ words: String, _ kustomization: String, _ more: [String: String] = [:],
    in directory: String = ""
  ) {
    self.name = name
    self.place = place
    self.words = words
    self.directory = directory
    var files = ["c.yaml": Sample.configMap, "d.yaml": Sample.deployment]
    files.merge(more) { _, new in new }
    files[directory.isEmpty ? "kustomization.yaml" : directory + "/kustomization.yaml"] = kustomization
    self.files = files
  }

  var testDescription: String { name }
}
