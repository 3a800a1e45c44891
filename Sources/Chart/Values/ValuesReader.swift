package import Structure

/// Reads files of values the way Helm does: several documents are merged, the last of equal keys wins, and what JSON
/// cannot express is refused.
package enum ValuesReader {
  /// The values of a file.
  /// - Parameter name: The file, for messages.
  /// - Throws: ``ChartError`` with the position of what is no YAML, or no mapping.
  package static func read(_ bytes: [UInt8], name: String) throws(ChartError) -> Mapping {
    var options = YAML.ReadOptions()
    options.duplicateKeys = .lastWins
    let documents: [YAML.Document]
    do throws(SyntaxError) {
      documents = try YAML.documents(bytes, options: options)
    } catch {
      throw ChartError(.values, file: name, position: error.position, error.message)
    }
    var result = Mapping()
    for document in documents {
      guard case .object(let mapping) = document.value else {
        throw ChartError(
          .values, file: name, position: document.start,
          "values must be a mapping, like 'key: value', but this is \(document.value.typeName)")
      }
      if let path = ValuesCheck.infinity(in: document.value) {
        let place = YAML.locate(JSONPointer(path), in: bytes, document: document.index)
        throw ChartError(
          .values, file: name, position: place,
          "\(path.joined(separator: ".")): JSON has no infinite numbers and none that are not a number; put it in quotes"
        )
      }
      result = result.isEmpty ? mapping : merged(result, mapping)
    }
    return result
  }

  /// One mapping over another, mappings inside them merged, everything else replaced: how several files of values and
  /// several documents of one file come together. A null is a value like others.
  package static func merged(_ lower: Mapping, _ upper: Mapping) -> Mapping {
    var result = lower
    for (key, value) in upper {
      if case .object(let above) = value, case .object(let below)? = result[key] {
        result[key] = .object(merged(below, above))
      } else {
        result[key] = .some(value)
      }
    }
    return result
  }
}

/// What values may hold.
enum ValuesCheck {
  /// The path to the first number that JSON cannot express; nil when there is none.
  static func infinity(in value: Value) -> [String]? {
    switch value {
    case .double(let number): return number.isFinite ? nil : []
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        if let path = infinity(in: element) { return ["\(index)"] + path }
      }
    case .object(let mapping):
      for (key, element) in mapping {
        if let path = infinity(in: element) { return [key] + path }
      }
    default: break
    }
    return nil
  }
}
