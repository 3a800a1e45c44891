package import Structure

/// What a manifest names: a blob or another manifest, with its size and digest.
package struct RegistryDescriptor: Sendable, Hashable {
  package var mediaType: String
  package var digest: Digest
  /// In bytes.
  package var size: Int
  package var annotations: [String: String]

  package init(mediaType: String, digest: Digest, size: Int, annotations: [String: String] = [:]) {
    self.mediaType = mediaType
    self.digest = digest
    self.size = size
    self.annotations = annotations
  }
}

/// A manifest whose bytes are those that its digest names.
package struct RegistryManifest: Sendable {
  package enum Content: Sendable {
    case image(config: RegistryDescriptor, layers: [RegistryDescriptor])
    /// Manifests for several platforms.
    case index([RegistryDescriptor])
  }

  package let mediaType: String
  package let digest: Digest
  package let bytes: [UInt8]
  package let content: Content
  package let annotations: [String: String]

  /// - Parameters:
  ///   - type: The answer's `Content-Type`.
  ///   - reference: For messages.
  /// - Throws: ``RegistryError`` with `malformed` or `unsupported`.
  init(_ bytes: [UInt8], type: String?, digest: Digest, reference: String) throws(RegistryError) {
    func malformed(_ message: String) -> RegistryError {
      RegistryError(.malformed, "the manifest is malformed: \(message)", subject: reference)
    }
    let value: Value
    do throws(SyntaxError) { value = try JSON.parse(bytes, depthLimit: 64) } catch { throw malformed("\(error)") }
    guard let object = value.object else { throw malformed("expected a JSON object") }
    // Nobody may read as an index what somebody else reads as an image.
    guard object["manifests"] == nil || object["layers"] == nil && object["config"] == nil else {
      throw malformed("it is an image and an index at once")
    }
    let header = type.map { String($0.prefix { $0 != ";" && $0 != " " }).lowercased() }
    let declared = object["mediaType"]?.string
    if let header, let declared, header != declared, MediaType.manifests.contains(header) {
      throw malformed("it is called \(header) by the registry and \(RegistryClient.remoteText(declared)) by itself")
    }
    let isIndex = object["manifests"] != nil
    let known = [declared, header].compactMap { $0 }.first { MediaType.manifests.contains($0) }
    guard declared == nil || known == declared, object["schemaVersion"]?.int == 2 else {
      throw RegistryError(
        .unsupported,
        "the manifest is of the kind \(RegistryClient.remoteText(declared ?? header ?? "schema 1")), which is not supported",
        subject: reference)
    }
    mediaType = known ?? (isIndex ? MediaType.imageIndex : MediaType.imageManifest)
    guard MediaType.isIndex(mediaType) == isIndex else { throw malformed("its media type does not fit its content") }
    self.digest = digest
    self.bytes = bytes
    annotations = Self.annotations(object["annotations"])
    if isIndex {
      content = .index(try Self.descriptors(object["manifests"], "manifests", malformed))
    } else {
      guard let config = object["config"] else { throw malformed("'config' is missing") }
      content = .image(
        config: try Self.descriptor(config, "config", malformed),
        layers: try Self.descriptors(object["layers"], "layers", malformed))
    }
  }

  private static func descriptors(
    _ value: Value?, _ field: String, _ malformed: (String) -> RegistryError
  ) throws(RegistryError) -> [RegistryDescriptor] {
    guard let elements = value?.array else { throw malformed("'\(field)' must be a list") }
    var result: [RegistryDescriptor] = []
    for (index, element) in elements.enumerated() {
      result.append(try descriptor(element, "\(field)[\(index)]", malformed))
    }
    return result
  }

  private static func descriptor(
    _ value: Value, _ field: String, _ malformed: (String) -> RegistryError
  ) throws(RegistryError) -> RegistryDescriptor {
    guard let mediaType = value["mediaType"]?.string, let name = value["digest"]?.string, name.hasPrefix("sha256:"),
      let digest = Digest(name), let size = value["size"]?.int, (0...(1 << 50)).contains(size)
    else { throw malformed("'\(field)' needs a mediaType, a sha256 digest and a size") }
    return RegistryDescriptor(
      mediaType: mediaType, digest: digest, size: Int(size), annotations: annotations(value["annotations"]))
  }

  private static func annotations(_ value: Value?) -> [String: String] {
    var result: [String: String] = [:]
    for (key, value) in value?.object ?? Mapping() { result[key] = value.string }
    return result
  }
}
