import ArgumentParser
import Cluster
import Kube
import Store

/// `martlet delete`.
struct DeleteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete objects.",
    discussion: """
      An object whose controller has work to undo (a Kustomization that prunes) stays until that is done; --wait waits \
      for it.

      Examples:
        martlet delete ks apps --wait
        martlet delete -f apps.yaml
        martlet delete cm/settings secret/token -n shop
      """)

  @Argument(help: "The kind and the names, or KIND/NAME.")
  var words: [String] = []

  @OptionGroup var files: ManifestOptions

  @Flag(help: "Wait until the objects are gone.")
  var wait = false

  @Option(help: "How long to wait, such as 30s or 5m.")
  var timeout: TimeLimit = TimeLimit(.seconds(300))

  @Flag(help: "An object that does not exist is no error.")
  var ignoreNotFound = false

  @Option(help: "What happens to the objects that it owns: background, foreground or orphan.")
  var cascade: Cascade = .background

  @OptionGroup var namespace: NamespaceOptions
  @OptionGroup var store: StoreOptions

  enum Cascade: String, CaseIterable, ExpressibleByArgument { case background, foreground, orphan }

  func validate() throws {
    guard words.isEmpty != files.filename.isEmpty else {
      throw ValidationError("name the objects (KIND NAME …) or a file (-f FILE), one of the two")
    }
  }

  func run() async throws {
    let session = try Session(store)
    var missing: [CommandFailure] = []
    var deleted: [ObjectKey] = []
    for key in try await keys(session) {
      guard try await session.store.read({ try $0.object(key) }) != nil else {
        let place = key.namespace.isEmpty ? "" : " in namespace \"\(key.namespace)\""
        missing.append(CommandFailure(.notFound, "\(key.kind) \"\(key.name)\" not found\(place)"))
        continue
      }
      let propagation: DeleteOptions.Propagation =
        switch cascade {
        case .background: .background
        case .foreground: .foreground
        case .orphan: .orphan
        }
      let rest = try await session.cluster.delete(key, DeleteOptions(propagation: propagation))
      let name = KindReference.objectName(key.groupKind, key.name)
      if rest == nil {
        session.output.line("\(name) deleted")
      } else {
        deleted.append(key)
        if !wait { session.output.line("\(name) deletion requested") }
      }
    }
    if wait {
      for key in deleted {
        let name = KindReference.objectName(key.groupKind, key.name)
        _ = try await session.follow(key, timeout: timeout.duration, waitingFor: "\(name) to go; its finalizers remain")
        { $0 == nil ? true : nil }
        session.output.line("\(name) deleted")
      }
    }
    guard !ignoreNotFound, let first = missing.first else { return }
    for failure in missing.dropLast() { session.output.progress(.failure, failure.message) }
    throw missing.last ?? first
  }

  private func keys(_ session: Session) async throws -> [ObjectKey] {
    let lookup = try await session.lookup(for: words)
    if words.isEmpty {
      let manifests = try ManifestReader(files).read()
      guard manifests.mistakes.isEmpty else {
        for mistake in manifests.mistakes { session.output.progress(.failure, mistake) }
        throw CommandFailure(.failed, "nothing was deleted: the files have mistakes")
      }
      return manifests.objects.map { manifest in
        let isNamespaced = lookup.kind(manifest.object.key.groupKind)?.isNamespaced ?? true
        var key = manifest.object.key
        if !isNamespaced { key.namespace = "" } else if key.namespace.isEmpty { key.namespace = namespace.name }
        return key
      }.reversed()
    }
    if words.contains(where: { $0.contains("/") }) {
      // KIND/NAME of any kinds, mixed.
      return try words.flatMap { word in
        let (kinds, names, _) = try lookup.selection([word])
        return kinds.flatMap { kind in names.map { kind.key(namespace: namespace.name, name: $0) } }
      }
    }
    let (kinds, names, _) = try lookup.selection(words)
    guard !names.isEmpty else { throw CommandFailure(.usage, "name the objects to delete: martlet delete KIND NAME …") }
    return kinds.flatMap { kind in names.map { kind.key(namespace: namespace.name, name: $0) } }
  }
}
