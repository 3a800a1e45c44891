import ArgumentParser
import Cluster
import Kube
import Structure

/// `martlet apply`.
struct ApplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Declare objects from files: create them, or change what differs.",
    discussion: """
      All objects are checked before one is written. Server-side apply: fields that others own are left alone, or \
      reported as a conflict.

      Examples:
        martlet apply -f source.yaml
        martlet apply -f ./deploy -R
        cat *.yaml | martlet apply -f -
      """)

  @OptionGroup var files: ManifestOptions

  @Flag(help: "Take fields over that others own.")
  var forceConflicts = false

  @Flag(help: "Check everything and say what would happen, without writing.")
  var dryRun = false

  @OptionGroup var namespace: NamespaceOptions
  @OptionGroup var store: StoreOptions

  func validate() throws {
    guard !files.filename.isEmpty else { throw ValidationError("name what to apply: -f FILE, -f FOLDER or -f -") }
  }

  func run() async throws {
    let output = CommandOutput.current
    let manifests = try ManifestReader(files).read()
    guard manifests.mistakes.isEmpty else {
      for mistake in manifests.mistakes { output.progress(.failure, mistake) }
      throw CommandFailure(.failed, "nothing was applied: \(Self.count(manifests.mistakes.count, "mistake"))")
    }
    guard !manifests.objects.isEmpty else { throw CommandFailure(.failed, "there are no objects to apply") }
    for warning in manifests.objects.flatMap({ $0.warnings() }) { output.error("warning: \(warning)") }
    let session = try Session(store, createsStore: !dryRun)
    let prepared = Self.ordered(try await prepared(manifests.objects, session))
    // Once without writing, so that a refusal by the cluster leaves nothing half done.
    let options = ApplyOptions(fieldManager: Session.fieldManager, force: forceConflicts, dryRun: dryRun)
    var rehearsal = options
    rehearsal.dryRun = true
    var results = try await session.cluster.apply(prepared.map(\.object), rehearsal)
    try Self.check(results, prepared, output)
    if !dryRun {
      results = try await session.cluster.apply(prepared.map(\.object), options)
      try Self.check(results, prepared, output)
    }
    for case .success(let applied) in results {
      let name = KindReference.objectName(applied.object.key.groupKind, applied.object.name)
      output.line("\(name) \(applied.action.rawValue)\(dryRun ? " (dry run)" : "")")
    }
  }

  /// Gives namespaced objects without a namespace the one of the command line.
  private func prepared(_ manifests: [Manifest], _ session: Session) async throws -> [Manifest] {
    let definitions = manifests.map(\.object).filter { $0.kind == "CustomResourceDefinition" }
    let declared = definitions.compactMap { KindReference(customResourceDefinition: $0) }
    var result: [Manifest] = []
    for var manifest in manifests {
      let kind = manifest.object.key.groupKind
      let isNamespaced: Bool
      if let own = declared.first(where: { $0.groupKind == kind }) {
        isNamespaced = own.isNamespaced
      } else {
        isNamespaced = try await session.cluster.resource(kind)?.isNamespaced ?? true
      }
      if isNamespaced, manifest.object.namespace.isEmpty { manifest.object.namespace = namespace.name }
      result.append(manifest)
    }
    return result
  }

  /// What others need first: definitions and namespaces; the rest as it was written.
  private static func ordered(_ manifests: [Manifest]) -> [Manifest] {
    func rank(_ manifest: Manifest) -> Int {
      switch manifest.object.kind {
      case "CustomResourceDefinition": 0
      case "Namespace": 1
      default: 2
      }
    }
    return manifests.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
      .map(\.element)
  }

  private static func check(
    _ results: [Result<AppliedObject, ClusterError>], _ manifests: [Manifest], _ output: CommandOutput
  ) throws {
    var refused = 0
    for (result, manifest) in zip(results, manifests) {
      guard case .failure(let error) = result else { continue }
      refused += 1
      output.progress(.failure, manifest.located([], key: false, "\(error)"))
    }
    guard refused > 0 else { return }
    throw CommandFailure(.failed, "nothing was applied: \(count(refused, "object")) refused")
  }

  private static func count(_ number: Int, _ what: String) -> String { "\(number) \(what)\(number == 1 ? "" : "s")" }
}
