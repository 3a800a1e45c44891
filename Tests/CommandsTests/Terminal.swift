import FoundationEssentials
import Glibc
import Kube
import Store
import Structure
import Synchronization

@testable import Commands

/// A folder with a store, and the command line on it.
final class Terminal: Sendable {
  /// How a command ended.
  struct Outcome: Sendable {
    var status: Int32
    var output: String
    var errors: String

    var lines: [String] { output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init) }
  }

  private let folder: String
  let store: Store

  init() throws {
    var template = Array("/tmp/commands-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    store = try Store.open(at: folder + "/store.db")
  }

  // The store is let go rather than closed: closing blocks until its readers end, and they may need this very thread.
  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  var storePath: String { folder + "/store.db" }

  /// The path of a file with a text.
  func file(_ name: String, _ text: String) throws -> String {
    let path = "\(folder)/\(name)"
    let parent = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  /// Runs a command on the store.
  func run(_ arguments: String...) async -> Outcome { await run(arguments) }

  /// Runs a command; `seen` is told of every piece of output.
  func run(
    _ arguments: [String], store: String? = nil, seen: @escaping @Sendable (String) -> Void = { _ in }
  ) async -> Outcome {
    let texts = Mutex(["", ""])
    let sink = CommandOutput(
      standard: { bytes in
        let text = texts.withLock { texts in
          texts[0] += String(decoding: bytes, as: UTF8.self)
          return texts[0]
        }
        seen(text)
      },
      errors: { bytes in texts.withLock { $0[1] += String(decoding: bytes, as: UTF8.self) } })
    let status = await CommandOutput.$current.withValue(sink) {
      let isOnFiles = ["build", "lint", "package", "show"].contains(arguments.first)
      return await MartletCommand.execute(arguments + (isOnFiles ? [] : ["--store", store ?? storePath]))
    }
    return texts.withLock { Outcome(status: status, output: $0[0], errors: $0[1]) }
  }

  @discardableResult
  func put(_ content: Value) async throws -> KubeObject {
    let object = KubeObject(content.object ?? Mapping())
    return try await store.write { writer in
      try writer.object(object.key) == nil ? writer.create(object) : writer.replace(object)
    }
  }

  func object(_ apiGroup: String, _ kind: String, _ name: String, namespace: String = "default") async throws
    -> KubeObject?
  {
    try await store.read {
      try $0.object(ObjectKey(group: apiGroup, kind: kind, namespace: namespace, name: name))
    }
  }

  static func repository(_ name: String = "app", status: Value? = nil, suspend: Bool = false) -> Value {
    var object: Value = [
      "apiVersion": "source.toolkit.fluxcd.io/v1", "kind": "GitRepository",
      "metadata": ["name": .string(name), "namespace": "default"],
      "spec": ["url": "https://git.example/app", "interval": "1m"],
    ]
    if suspend { object["spec"]?["suspend"] = true }
    if let status { object["status"] = status }
    return object
  }

  static let kustomization: Value = [
    "apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization",
    "metadata": ["name": "apps", "namespace": "default"],
    "spec": [
      "interval": "1m", "path": "./", "prune": true, "sourceRef": ["kind": "GitRepository", "name": "app"],
    ],
  ]
}
