import Kube
import Structure
import Toolkit

/// The columns in which objects of a kind are listed.
struct ObjectColumns {
  struct Column: Sendable {
    var title: String
    var text: @Sendable (KubeObject, Timestamp) -> String
  }

  let columns: [Column]
  private let kind: KindReference
  private let showsNamespace: Bool
  private let showsKind: Bool

  /// - Parameters:
  ///   - showsKind: Whether names are written `kind/name`, as in a list of several kinds.
  ///   - isWide: Whether columns are added that take space.
  init(_ kind: KindReference, showsNamespace: Bool, showsKind: Bool, isWide: Bool) {
    self.kind = kind
    self.showsNamespace = showsNamespace && kind.isNamespaced
    self.showsKind = showsKind
    var columns: [Column]
    if let definition = kind.definition {
      columns = definition.outputColumns.filter { $0 != .name }.map { column in
        Column(title: column.title) { Self.shortened(column.text(for: $0, now: $1), in: column) }
      }
      if isWide { columns += [Self.age] + Self.wide(definition) }
    } else {
      columns = Self.builtin[kind.kind.kind].map { $0 + [Self.age] } ?? [Self.age]
      if isWide {
        columns.append(
          Column(title: "LABELS") { object, _ in
            let labels = object.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return labels.isEmpty ? "<none>" : labels.joined(separator: ",")
          })
      }
    }
    self.columns = columns
  }

  var headings: [String] { (showsNamespace ? ["NAMESPACE"] : []) + ["NAME"] + columns.map(\.title) }

  func row(_ object: KubeObject, now: Timestamp) -> [String] {
    let name = showsKind ? "\(object.kind.lowercased())/\(object.name)" : object.name
    return (showsNamespace ? [object.namespace] : []) + [name] + columns.map { $0.text(object, now) }
  }

  /// Commit ids are cut to eight digits in revisions and messages, as Flux's command line does.
  private static func shortened(_ text: String, in column: OutputColumn) -> String {
    column == .revision || column == .message ? text.withShortHashes : text
  }

  private static var age: Column { Column(title: "AGE") { OutputColumn.age.text(for: $0, now: $1) } }

  private static func wide(_ definition: KindDefinition) -> [Column] {
    switch definition.kind.kind {
    case "GitRepository": [Column(title: "URL") { object, _ in object.spec?["url"]?.string ?? "" }]
    case "Kustomization":
      [
        Column(title: "SOURCE") { object, _ in
          let source = object.spec?["sourceRef"]
          let namespace = source?["namespace"]?.string ?? object.namespace
          return "\(source?["kind"]?.string ?? "")/\(namespace)/\(source?["name"]?.string ?? "")"
        },
        Column(title: "PATH") { object, _ in object.spec?["path"]?.string ?? "./" },
      ]
    case "Alert": [Column(title: "PROVIDER") { object, _ in object.spec?["providerRef"]?["name"]?.string ?? "" }]
    case "Provider": [Column(title: "TYPE") { object, _ in object.spec?["type"]?.string ?? "" }]
    default: []
    }
  }

  private static func count(_ title: String, _ fields: String...) -> Column {
    Column(title: title) { object, _ in
      "\(fields.map { object.content[$0]?.object?.count ?? 0 }.reduce(0, +))"
    }
  }

  private static let replicas = Column(title: "REPLICAS") { object, _ in "\(object.spec?["replicas"]?.int ?? 1)" }
  private static let images = Column(title: "IMAGES") { object, _ in
    let containers = object.spec?[path: "template", "spec", "containers"]?.array ?? []
    return containers.compactMap { $0["image"]?.string }.joined(separator: ",")
  }

  /// What the embedded cluster knows about kinds that people look at often; it runs nothing, so no numbers of pods.
  private static let builtin: [String: [Column]] = [
    "ConfigMap": [count("DATA", "data", "binaryData")],
    "Secret": [
      Column(title: "TYPE") { object, _ in object.content["type"]?.string ?? "Opaque" }, count("DATA", "data"),
    ],
    "Deployment": [replicas, images],
    "StatefulSet": [replicas, images],
    "DaemonSet": [images],
    "Service": [
      Column(title: "TYPE") { object, _ in object.spec?["type"]?.string ?? "ClusterIP" },
      Column(title: "PORTS") { object, _ in
        (object.spec?["ports"]?.array ?? []).map {
          "\($0["port"]?.int ?? 0)/\($0["protocol"]?.string ?? "TCP")"
        }.joined(separator: ",")
      },
    ],
  ]
}

extension String {
  /// With runs of 40 or 64 hexadecimal digits cut to eight.
  var withShortHashes: String {
    var result: [UInt8] = []
    var run: [UInt8] = []
    func isHex(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
    for byte in utf8 + [0] {
      if isHex(byte) {
        run.append(byte)
      } else {
        result += run.count == 40 || run.count == 64 ? run.prefix(8) : run[...]
        run.removeAll(keepingCapacity: true)
        result.append(byte)
      }
    }
    return String(decoding: result.dropLast(), as: UTF8.self)
  }
}
