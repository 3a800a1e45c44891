import Structure

/// Finds the place of a mistake in the file that has it. Only used once something is wrong: nothing keeps positions
/// while all is well.
struct Locator {
  let sources: Sources

  /// Adds the place that a path of keys leads to.
  func place(
    _ failure: Failure, in file: String, bytes: [UInt8], pointer: [String], isKey: Bool = false
  ) -> Failure {
    guard failure.file == nil else { return failure }
    let position = YAML.locate(JSONPointer(pointer), in: bytes, key: isKey)
    return failure.at(file, pointer.isEmpty ? SourcePosition(line: 1, column: 1) : position)
  }

  /// Adds the place of an object, and of the field that the message names, if it can be found.
  func place(_ failure: Failure, in resource: Resource) -> Failure {
    failure.at(resource)
  }
}
