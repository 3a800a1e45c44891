import Structure

/// An object on its way through a build.
final class Resource {
  /// Where the object was read, for messages.
  struct Source {
    var file: String
    /// Its part of the file, and the line on which that begins, counted from 0.
    var part: Int
    var firstLine: Int
  }

  /// The object; nil once a patch has deleted it.
  @exclusivity(unchecked) private(set) var node: Node?
  var source: Source?
  /// The variables that take their value from here.
  var variableNames: [String] = []

  private let scopes: KindScopes
  @exclusivity(unchecked) private var cachedPrevious: PreviousIDs?
  @exclusivity(unchecked) private var cachedKind: KindFacts?

  init(_ node: Node, scopes: KindScopes, source: Source? = nil) {
    self.node = node
    self.scopes = scopes
    self.source = source
  }

  func replace(by node: Node?) { self.node = node }

  var isGone: Bool { node?.isNullOrEmpty ?? true }

  var kind: String { node?.text("kind") ?? "" }
  var apiVersion: String { node?.text("apiVersion") ?? "" }
  /// The group, version and kind.
  var selector: KindSelector { kindFacts.selector }

  /// The kind taken apart. It rarely changes, and is asked for at each step.
  private var kindFacts: KindFacts {
    let (apiVersion, kind) = (apiVersion, kind)
    if let cachedKind, cachedKind.isCurrent(apiVersion, kind, scopes) { return cachedKind }
    let facts = KindFacts(apiVersion: apiVersion, kind: kind, scopes: scopes)
    cachedKind = facts
    return facts
  }

  var name: String { metadataText("name") }
  var namespace: String { metadataText("namespace") }

  /// The metadata, when there is some.
  var metadata: Node? {
    guard let found = node?.field("metadata"), !found.isNullOrEmpty else { return nil }
    return found
  }

  private func metadataText(_ key: String) -> String { Self.text(metadata, key) }

  private static func text(_ metadata: Node?, _ key: String) -> String {
    guard let value = metadata?.field(key), !value.isNullOrEmpty else { return "" }
    return value.text
  }

  /// The identity as it is now.
  var currentID: ResourceID {
    let facts = kindFacts
    let metadata = metadata
    return ResourceID(
      kind: facts.selector, name: Self.text(metadata, "name"), namespace: Self.text(metadata, "namespace"),
      isClusterScoped: facts.isClusterScoped)
  }

  /// The identity as it was when the object was read.
  var originalID: ResourceID { previousIDs.first ?? currentID }

  /// The identities that the object had before it was renamed, moved or changed in kind, the first one first.
  var previousIDs: [ResourceID] {
    guard let annotations = metadata?.field("annotations"),
      let names = annotations.field(BuildAnnotation.previousNames)
    else { return [] }
    let apiVersion = apiVersion
    if let cachedPrevious, cachedPrevious.holds(names), cachedPrevious.apiVersion.hasSameBytes(as: apiVersion) {
      return cachedPrevious.ids
    }
    let parsed = PreviousIDs(names: names, annotations: annotations, apiVersion: apiVersion)
    cachedPrevious = parsed
    return parsed.ids
  }

  /// Remembers the identity that is about to change.
  func storePreviousID() {
    let id = currentID
    guard let annotations = metadata?.field("annotations"), annotations.kind == .mapping,
      let names = annotations.field(BuildAnnotation.previousNames),
      let namespaces = annotations.field(BuildAnnotation.previousNamespaces),
      let kinds = annotations.field(BuildAnnotation.previousKinds), !id.name.isEmpty, !id.kind.kind.isEmpty
    else {
      beginPreviousIDs(id)
      return
    }
    let isKnown = cachedPrevious?.holds(names) ?? false
    names.appendToList(id.name)
    namespaces.appendToList(id.effectiveNamespace)
    kinds.appendToList(id.kind.kind)
    // What was decoded before grows with the lists, which spares decoding them anew.
    guard isKnown, Self.isListable(id) else { return }
    cachedPrevious?.append(ResourceID(kind: id.kind, name: id.name, namespace: id.effectiveNamespace))
  }

  private func beginPreviousIDs(_ id: ResourceID) {
    let isFirst = annotation(BuildAnnotation.previousNames) == nil
    appendToList(BuildAnnotation.previousNames, id.name)
    appendToList(BuildAnnotation.previousNamespaces, id.effectiveNamespace)
    appendToList(BuildAnnotation.previousKinds, id.kind.kind)
    // What is known need not be decoded.
    guard isFirst, Self.isListable(id), let annotations = metadata?.field("annotations"),
      let names = annotations.field(BuildAnnotation.previousNames),
      annotations.text(BuildAnnotation.previousNamespaces) == id.effectiveNamespace,
      annotations.text(BuildAnnotation.previousKinds) == id.kind.kind
    else { return }
    let former = ResourceID(kind: id.kind, name: id.name, namespace: id.effectiveNamespace)
    cachedPrevious = PreviousIDs(names: names, apiVersion: apiVersion, ids: [former])
  }

  /// Whether the parts of an identity come out of a list with commas as they went in.
  private static func isListable(_ id: ResourceID) -> Bool {
    !id.name.hasComma && !id.namespace.hasComma && !id.kind.kind.hasComma
  }

  /// Tells that the annotations were made anew with the same lists of former identities.
  func keepPrevious(from old: Node?) {
    guard let old, cachedPrevious?.holds(old) ?? false,
      let names = metadata?.field("annotations")?.field(BuildAnnotation.previousNames), names.text == old.text
    else { return }
    cachedPrevious?.names = names
  }

  func setName(_ name: String) throws(Failure) { try node?.mappingCreating("metadata").set("name", text: name) }

  func setNamespace(_ namespace: String) throws(Failure) {
    if namespace.isEmpty {
      node?.field("metadata")?.clear("namespace")
    } else {
      try node?.mappingCreating("metadata").set("namespace", text: namespace)
    }
  }
}

extension KindSelector {
  init(apiVersion: String, kind: String) {
    guard let slash = apiVersion.utf8.firstIndex(of: UInt8(ascii: "/")) else {
      self.init(group: "", version: apiVersion, kind: kind)
      return
    }
    self.init(
      group: String(apiVersion[..<slash]), version: String(apiVersion[apiVersion.utf8.index(after: slash)...]),
      kind: kind)
  }
}

/// The decoded annotations of an object's former identities.
private struct PreviousIDs {
  var names: Node
  private var length: Int
  let apiVersion: String
  private(set) var ids: [ResourceID]

  init(names: Node, apiVersion: String, ids: [ResourceID]) {
    self.names = names
    self.apiVersion = apiVersion
    self.ids = ids
    length = names.text.utf8.count
  }

  /// Whether the lists are the ones that were decoded: they only ever grow, so that the same node with the same length
  /// has the same names.
  func holds(_ names: Node) -> Bool { self.names === names && length == names.text.utf8.count }

  mutating func append(_ id: ResourceID) {
    ids.append(id)
    length = names.text.utf8.count
  }

  init(names: Node, annotations: Node, apiVersion: String) {
    self.names = names
    self.apiVersion = apiVersion
    length = names.text.utf8.count
    let parts = Self.split(names.text)
    let namespaces = Self.split(annotations.text(BuildAnnotation.previousNamespaces))
    let kinds = Self.split(annotations.text(BuildAnnotation.previousKinds))
    let version = KindSelector(apiVersion: apiVersion, kind: "")
    // The three lists are written together; a patch that breaks one of them makes the build forget.
    guard parts.count == namespaces.count, parts.count == kinds.count else {
      ids = []
      return
    }
    ids = parts.indices.map { index in
      var kind = version
      kind.kind = kinds[index]
      return ResourceID(kind: kind, name: parts[index], namespace: namespaces[index])
    }
  }

  private static func split(_ text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}

extension Node {
  /// Adds to a text that is a list with commas.
  func appendToList(_ element: String) {
    text = text.withUTF8Bytes { list in
      element.withUTF8Bytes { element in
        // In one piece: adding to a text twice may allocate twice.
        String(unsafeUninitializedCapacity: list.count + 1 + element.count) { buffer in
          var end = buffer.update(fromContentsOf: list)
          buffer[end] = UInt8(ascii: ",")
          end = buffer[(end + 1)...].update(fromContentsOf: element)
          return end
        }
      }
    }
    tag = .string
  }
}

extension String {
  fileprivate var hasComma: Bool { withUTF8Bytes { $0.contains(UInt8(ascii: ",")) } }
}
