import Kube
import Notify
import Store
import Structure
import Toolkit

/// A Provider as it can be used now, or the reason why it can't.
struct Connection: Sendable {
  enum State: Sendable {
    case ready(any NotificationProvider, ProviderSettings)
    case suspended
    case broken(reason: String, message: String)
  }

  let state: State
  /// The versions of all objects that the state was made from: another fingerprint is worth another attempt.
  let fingerprint: [String]

  /// Reads a Provider and its Secrets from one snapshot.
  init(_ key: ObjectKey, _ reader: StoreReader) throws {
    guard let object = try reader.object(key) else {
      state = .broken(reason: "ProviderNotFound", message: "there is no \(key)")
      fingerprint = []
      return
    }
    let resolved = try Self.resolve(object, reader)
    state = resolved.state
    fingerprint = ["\(object.uid)/\(object.generation)"] + resolved.secrets
  }

  /// Resolves a Provider that has been read.
  static func resolve(_ object: KubeObject, _ reader: StoreReader) throws -> (state: State, secrets: [String]) {
    let spec: Provider.Spec
    do {
      spec = try Provider.spec(of: object)
    } catch {
      return (.broken(reason: ConditionReason.invalidSpec, message: "\(error)"), [])
    }
    var versions: [String] = []
    func secret(_ name: String?, _ field: String) throws -> ProviderSettings.SecretData? {
      guard let name else { return nil }
      let key = ObjectKey(group: "", kind: "Secret", namespace: object.namespace, name: name)
      guard let secret = try reader.object(key) else {
        versions.append("-")
        throw ProviderError(
          .missingSecret, type: spec.type,
          message: "\(field): there is no Secret \"\(name)\" in namespace \"\(object.namespace)\"")
      }
      versions.append("\(secret.uid)/\(secret.resourceVersion)")
      return secret.secretData
    }
    do {
      let credentials = try secret(spec.secretName, "spec.secretRef")
      let certificates = try secret(spec.certificateSecretName, "spec.certSecretRef")
      let proxy = try secret(spec.proxySecretName, "spec.proxySecretRef")
      let fields = ProviderSettings.Fields(
        type: spec.type, address: spec.address, channel: spec.channel ?? "", username: spec.username ?? "",
        proxy: spec.proxy, timeout: spec.timeout)
      let settings = try ProviderSettings(fields, secret: credentials, certificates: certificates, proxy: proxy)
      let provider = try ProviderTypes.make(type: spec.type, settings)
      return (spec.isSuspended ? .suspended : .ready(provider, settings), versions)
    } catch let error as ProviderError {
      return (.broken(reason: error.code.rawValue, message: error.message), versions)
    }
  }
}
