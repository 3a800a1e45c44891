import ArgumentParser
import Cluster
import Kube
import Structure
import Toolkit

/// `martlet patch`.
struct PatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patch",
    abstract: "Change fields of an object by hand.",
    discussion: """
      A field that a Kustomization applies is put back by it: drift is corrected.

      Examples:
        martlet patch deploy web -n shop -p '{"spec":{"replicas":5}}'
        martlet patch cm/settings --type json -p '[{"op":"remove","path":"/data/debug"}]'
      """)

  enum Kind: String, CaseIterable, ExpressibleByArgument { case merge, json }

  @Argument(help: "The kind and the name, or KIND/NAME.")
  var words: [String]

  @Option(name: .shortAndLong, help: "The patch, as JSON or YAML.")
  var patch: String

  @Option(help: "merge (RFC 7386) or json (RFC 6902).")
  var type: Kind = .merge

  @Option(help: "Who owns the changed fields from now on.")
  var fieldManager = "martlet-patch"

  @Flag(help: "Check the patch without writing.")
  var dryRun = false

  @OptionGroup var namespace: NamespaceOptions
  @OptionGroup var store: StoreOptions

  func run() async throws {
    let value: Value
    do {
      value = try YAML.parse(Array(patch.utf8))
    } catch {
      throw CommandFailure(.usage, "--patch:\(error)")
    }
    let session = try Session(store)
    let (kinds, names, _) = try await session.lookup(for: words).selection(words)
    guard kinds.count == 1, let kind = kinds.first, names.count == 1, let name = names.first else {
      throw CommandFailure(.usage, "name one object: martlet patch KIND NAME -p PATCH")
    }
    let before = try await session.object(kind, namespace.name, name)
    if let definition = kind.definition { try Self.check(try Self.patched(before, value, type), definition.kind) }
    let after = try await session.cluster.patch(
      before.key, type == .merge ? .merge(value) : .json(value), fieldManager: fieldManager, dryRun: dryRun)
    let isSame = after.resourceVersion == before.resourceVersion && !dryRun
    session.output.line(
      "\(kind.objectName(name)) \(isSame ? "unchanged" : "patched")\(dryRun ? " (dry run)" : "")")
  }

  /// The object after the patch, to check it as an apply would be.
  private static func patched(_ object: KubeObject, _ patch: Value, _ type: Kind) throws -> KubeObject {
    var value = Value.object(object.content)
    switch type {
    case .merge: value = MergePatch.apply(patch, to: value)
    case .json:
      do {
        value = try JSONPatch.apply(patch, to: value)
      } catch {
        throw CommandFailure(.failed, "--patch: \(error)")
      }
    }
    guard let content = value.object else { throw CommandFailure(.failed, "--patch: leaves no object") }
    return KubeObject(content)
  }

  private static func check(_ object: KubeObject, _ kind: GroupVersionKind) throws {
    guard let errors = KindReference.errors(in: object), !errors.isEmpty else { return }
    throw CommandFailure(.failed, "--patch: " + errors.map(\.description).joined(separator: "; "))
  }
}
