import ArgumentParser
import Kube
import Structure

/// How `get` prints.
enum ObjectFormat: String, CaseIterable, ExpressibleByArgument {
  case table, wide, yaml, json, name
}

extension ObjectFormat {
  /// Prints objects whole.
  /// - Parameter single: One object was named, so no list is made of it.
  func print(_ objects: [KubeObject], single: Bool, _ text: ObjectText, to output: CommandOutput) {
    let value = single ? objects.first.map(text.printable) ?? .null : text.list(objects)
    switch self {
    case .yaml: output.standard(YAML.write(value))
    case .json: output.line(JSON.pretty(value))
    case .name: for object in objects { output.line(KindReference.objectName(object.key.groupKind, object.name)) }
    case .table, .wide: break
    }
  }

  /// Whether rows are printed, and not whole objects.
  var isTable: Bool { self == .table || self == .wide }
}
