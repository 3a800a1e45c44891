import Structure
import Template

/// What the sorting of manifests looks at.
struct ManifestHead {
  var apiVersion = ""
  var kind = ""
  var name = ""
  var annotations: [String: String] = [:]

  init() {}

  /// Reads the head of a document; all of it must be YAML.
  /// - Parameter file: The template that wrote the document.
  /// - Throws: ``ChartError`` with the line within the document.
  init(_ document: ArraySlice<UInt8>, file: String) throws(ChartError) {
    let bytes = Array(document)
    var options = YAML.ReadOptions()
    options.duplicateKeys = .lastWins
    var first: Value?
    do throws(SyntaxError) {
      try YAML.forEachDocument(bytes, options: options) { if first == nil { first = $0.value } }
    } catch {
      throw Self.unreadable(bytes, file, error)
    }
    guard let value = first, !value.isNull else { return }
    func mismatch(_ path: [String], _ wanted: String, _ found: Value) -> ChartError {
      let position = YAML.locate(JSONPointer(path), in: bytes)
      return ChartError(
        .manifest, file: file,
        (path.isEmpty ? "" : path.joined(separator: ".") + ": ") + "expected \(wanted), found \(found.typeName)"
          + Self.excerpt(bytes, position))
    }
    guard let object = value.object else { throw mismatch([], "a manifest, a mapping with apiVersion and kind", value) }
    func text(_ value: Value?, _ path: [String]) throws(ChartError) -> String {
      guard let value else { return "" }
      guard let text = ScalarAsText.of(value) else { throw mismatch(path, "a string", value) }
      return text
    }
    apiVersion = try text(object["apiVersion"], ["apiVersion"])
    kind = try text(object["kind"], ["kind"])
    guard let metadata = object["metadata"], !metadata.isNull else { return }
    guard metadata.object != nil else { throw mismatch(["metadata"], "a mapping", metadata) }
    name = try text(metadata["name"], ["metadata", "name"])
    guard let notes = metadata["annotations"], !notes.isNull else { return }
    guard let entries = notes.object else { throw mismatch(["metadata", "annotations"], "a mapping", notes) }
    for (key, value) in entries { annotations[key] = try text(value, ["metadata", "annotations", key]) }
  }

  private static func unreadable(_ bytes: [UInt8], _ file: String, _ error: SyntaxError) -> ChartError {
    ChartError(
      .manifest, file: file,
      "what the template wrote is no YAML: \(error.message)" + excerpt(bytes, error.position))
  }

  /// The lines around a place of what a template wrote, numbered: nobody has that text in a file.
  private static func excerpt(_ bytes: [UInt8], _ position: SourcePosition?) -> String {
    guard let position else { return "" }
    // A carriage return ends a line of YAML too, with or without a line feed behind it.
    let lines = String(decoding: bytes, as: UTF8.self).split(
      maxSplits: position.line + 1, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var text = "\n  in line \(position.line) of the rendered document:"
    for (index, line) in lines.enumerated() where abs(index + 1 - position.line) <= (index < position.line ? 2 : 1) {
      text += "\n  \(index + 1 == position.line ? ">" : " ") \(index + 1) | \(line.prefix(120))"
    }
    return text
  }
}
