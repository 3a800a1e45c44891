import Kube
import Store
import Structure

/// Works out, in one snapshot of the store, what a write would make of an object, and whether it is allowed.
struct EmbeddedChange {
  let reader: StoreReader
  let kinds: EmbeddedKinds
  /// Namespaces that count as existing although they are not recorded yet.
  let pendingNamespaces: Set<String>
  let time: String

  /// Namespaces that are always there, as on a new cluster with the toolkit installed.
  static let givenNamespaces: Set<String> = [
    "default", "flux-system", "kube-node-lease", "kube-public", "kube-system",
  ]

  /// - Parameter batch: Objects that are written together; their namespaces and definitions count as existing.
  init(_ reader: StoreReader, batch: [KubeObject] = []) {
    self.reader = reader
    kinds = EmbeddedKinds(
      reader: reader, pending: batch.filter { $0.groupVersionKind.groupKind == EmbeddedKinds.definitions })
    pendingNamespaces = Set(
      batch.filter { $0.groupVersionKind.groupKind == GroupKind(group: "", kind: "Namespace") }.map(\.name))
    time = Timestamp.now.description
  }

  /// What server-side apply gives.
  func apply(_ object: KubeObject, _ options: ApplyOptions) throws -> AppliedObject {
    var applied = try prepared(object)
    let live = try reader.object(applied.key)
    if live == nil { try admitNew(applied) }
    let rules = ServerSideApply(schema: try kinds.schema(of: applied.groupVersionKind), time: time)
    applied.resourceVersion = ""
    var next = try rules.apply(applied, to: live, options)
    guard let live else {
      next.status = nil
      try ObjectRules.check(next)
      return AppliedObject(object: next, action: .created, isWrite: true)
    }
    guard next != live else { return AppliedObject(object: live, action: .unchanged, isWrite: false) }
    let isContentChanged = Self.withoutManagers(next) != Self.withoutManagers(live)
    if isContentChanged { try check(next, from: live) }
    return AppliedObject(object: next, action: isContentChanged ? .configured : .unchanged, isWrite: true)
  }

  /// What a replacement gives: everything but the status is taken from `object`.
  func update(_ object: KubeObject, manager: String) throws -> KubeObject {
    var next = try prepared(object)
    guard let live = try reader.object(next.key) else {
      throw ClusterError(.notFound, "not found", key: next.key)
    }
    next.status = live.status
    var metadata = next.metadata
    for field in [
      "uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds", "managedFields",
    ] {
      metadata[field] = live.metadata[field]
    }
    if metadata["resourceVersion"] == nil { metadata["resourceVersion"] = live.metadata["resourceVersion"] }
    next.metadata = metadata
    guard next.resourceVersion == live.resourceVersion else {
      throw ClusterError(
        .conflict, "the object was changed meanwhile (version \(live.resourceVersion)); read it again and repeat",
        key: next.key)
    }
    guard next != live else { return live }
    try check(next, from: live)
    let rules = ServerSideApply(schema: try kinds.schema(of: next.groupVersionKind), time: time)
    return rules.update(next, from: live, manager: manager)
  }

  /// What the creation of an object gives that must not exist.
  func create(_ object: KubeObject, manager: String) throws -> KubeObject {
    var next = try prepared(object)
    guard try reader.object(next.key) == nil else {
      throw ClusterError(.alreadyExists, "exists already", key: next.key)
    }
    try admitNew(next)
    next.status = nil
    next.resourceVersion = ""
    try ObjectRules.check(next)
    return ServerSideApply(schema: try kinds.schema(of: next.groupVersionKind), time: time)
      .update(next, from: nil, manager: manager)
  }

  // MARK: Rules

  private func check(_ next: KubeObject, from live: KubeObject) throws(ClusterError) {
    try ObjectRules.check(next)
    let immutable = ImmutableFields.changed(from: live, to: next)
    guard immutable.isEmpty else {
      throw ClusterError(
        .immutable,
        "\(immutable.joined(separator: ", ")): field is immutable; delete and create the object anew to change it, "
          + "which a Kustomization does with spec.force or the annotation \(ApplyAnnotation.force): enabled",
        key: next.key)
    }
  }

  /// The object as the cluster would read it: with or without a namespace as its kind has it, and in stored form.
  private func prepared(_ object: KubeObject) throws -> KubeObject {
    var object = object
    let kind = object.groupVersionKind
    guard let resource = try kinds.resource(kind.groupKind), resource.versions.contains(kind.version) else {
      throw ClusterError(
        .unknownKind,
        "no matches for kind \"\(kind.kind)\" in version \"\(kind.apiVersion)\"; apply its CustomResourceDefinition "
          + "first",
        key: object.key)
    }
    if resource.isNamespaced {
      guard !object.namespace.isEmpty else {
        throw ClusterError(
          .invalid, "namespace not specified; set metadata.namespace or spec.targetNamespace", key: object.key)
      }
    } else {
      object.namespace = ""
    }
    if kind.groupKind == GroupKind(group: "", kind: "Secret") { Self.encodeStringData(&object) }
    return object
  }

  private func admitNew(_ object: KubeObject) throws {
    let name = object.namespace
    guard !name.isEmpty, !pendingNamespaces.contains(name) else { return }
    let key = ObjectKey(group: "", kind: "Namespace", namespace: "", name: name)
    if let namespace = try reader.object(key) {
      guard namespace.deletionTimestamp == nil else {
        throw ClusterError(
          .forbidden, "namespace \"\(name)\" is being deleted, so nothing can be created in it", key: object.key)
      }
    } else if !Self.givenNamespaces.contains(name) {
      throw ClusterError(
        .notFound, "namespaces \"\(name)\" not found; declare it with a Namespace object", key: object.key)
    }
  }

  /// `stringData` is for writing only: it becomes part of `data`.
  private static func encodeStringData(_ object: inout KubeObject) {
    guard let texts = object.content["stringData"]?.object else { return }
    var data = object.content["data"]?.object ?? Mapping()
    for (name, value) in texts {
      if let text = value.string { data[name] = .string(Base64.encode(Array(text.utf8))) }
    }
    object.content["stringData"] = nil
    object.content["data"] = data.isEmpty ? nil : .object(data)
  }

  static func withoutManagers(_ object: KubeObject) -> KubeObject {
    var object = object
    object.metadata["managedFields"] = nil
    return object
  }
}

/// Base64 with padding, as Kubernetes writes bytes.
enum Base64 {
  static func encode(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var word = UInt32(bytes[start]) << 16
      if count > 1 { word |= UInt32(bytes[start + 1]) << 8 }
      if count > 2 { word |= UInt32(bytes[start + 2]) }
      for place in 0..<4 {
        text.append(place <= count ? alphabet[Int(word >> (18 - 6 * UInt32(place)) & 63)] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
