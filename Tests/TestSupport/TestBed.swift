package import Kube
package import Store
import Structure

/// All that the whole loop needs, in a folder of its own: a Git repository, a chat, a store, and the daemons.
package struct TestBed: Sendable {
  package static let deployment = GroupKind(group: "apps", kind: "Deployment")
  package static let gitRepository = GroupKind(group: "source.toolkit.fluxcd.io", kind: "GitRepository")
  package static let kustomization = GroupKind(group: "kustomize.toolkit.fluxcd.io", kind: "Kustomization")

  package let folder: TemporaryFolder
  package let martlet: MartletBinary
  package let sandbox: GitSandbox
  package let receiver: MessageReceiver
  package let store: Store
  package let observer: Observer
  package let daemons: DaemonGroup

  /// Makes the repository (empty), starts the chat and the daemons.
  /// - Parameters:
  ///   - binary: The `martlet` to run; nil takes the one beside the running program.
  ///   - arguments: Further flags of `martlet up`.
  package init(_ name: String, binary: String? = nil, arguments: [String] = []) async throws {
    folder = try TemporaryFolder(name)
    let path = folder.file("store.db")
    martlet = try binary.map { MartletBinary(path: $0, store: path) } ?? .beside(store: path)
    sandbox = try await GitSandbox(in: folder.path)
    receiver = try await MessageReceiver()
    store = try Store.open(at: path)
    observer = Observer(store)
    daemons = try await DaemonGroup(martlet, ["--allow-file-urls"] + arguments)
  }

  /// Declares the sample application's source, kustomizations, provider and alert with `martlet apply`.
  /// - Parameter address: The repository's address; nil is its `file://` one.
  package func declare(address: String? = nil, extra: String = "") async throws {
    let text = SampleApplication.declarations(
      repository: address ?? "file://\(sandbox.bare)", webhook: receiver.url, extra: extra)
    try Files.write(text, to: folder.file("declarations.yaml"))
    try await martlet.run("apply", "-f", folder.file("declarations.yaml"))
  }

  /// Applies a Secret in the namespace of the sample's source.
  package func secret(_ name: String, _ texts: [String: String]) async throws {
    var data = Mapping()
    for key in texts.keys.sorted() { data[key] = texts[key].map(Value.string) }
    let secret: Value = [
      "apiVersion": "v1", "kind": "Secret", "metadata": ["name": .string(name), "namespace": "default"],
      "stringData": .object(data),
    ]
    try Files.write(JSON.text(secret), to: folder.file("secret-\(name).json"))
    try await martlet.run("apply", "-f", folder.file("secret-\(name).json"))
  }

  /// Has the newest commit fetched now.
  package func reconcileSource() async throws { try await martlet.run("reconcile", "source", "git", "demo") }

  /// Waits until the sample's Deployment has an image.
  @discardableResult
  package func image(_ wanted: String, in namespace: String) async throws -> ContinuousClock.Instant {
    try await observer.wait(for: Self.deployment, namespace, "web", "at \(wanted)") { object in
      object?.content["spec"]?[path: "template", "spec"]?["containers"]?.array?.first?["image"] == .string(wanted)
    }
  }

  /// Waits for the `Ready` condition of a kustomization.
  /// - Parameter holds: Gets the condition's status and message, and the object.
  @discardableResult
  package func kustomization(
    _ name: String, _ what: String, until holds: @escaping @Sendable (String, String, KubeObject) -> Bool
  ) async throws -> ContinuousClock.Instant {
    try await observer.wait(for: Self.kustomization, "default", name, what) { object in
      guard let object else { return false }
      let ready = Self.ready(object)
      return holds(ready.status, ready.message, object)
    }
  }

  /// Waits for a chat message that has all the texts in it.
  @discardableResult
  package func message(_ texts: String...) async throws -> Inbox.Message {
    try await receiver.inbox.message { message in
      let body = JSON.text(message.body)
      return texts.allSatisfy(body.contains)
    }
  }

  /// The status and message of an object's `Ready` condition; empty when it has none.
  package static func ready(_ object: KubeObject) -> (status: String, message: String) {
    let ready = object.status?["conditions"]?.array?.first { $0["type"] == "Ready" }
    return (ready?["status"]?.string ?? "", ready?["message"]?.string ?? "")
  }

  /// Ends what was started.
  package func stop() async throws {
    await daemons.stop()
    await receiver.stop()
    try await store.closeWithoutBlocking()
  }
}
