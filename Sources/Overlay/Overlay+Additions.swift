import Kube

extension Overlay {
  /// What Flux's Kustomization puts on top of the kustomization file of its path.
  package struct Additions: Sendable {
    /// An entry of `spec.patches`.
    package struct Patch: Sendable {
      package var patch: String
      package var target: Target?

      package init(patch: String, target: Target? = nil) {
        self.patch = patch
        self.target = target
      }
    }

    /// Which objects a patch is for; empty parts mean any. Names are regular expressions.
    package struct Target: Sendable {
      package var group = ""
      package var version = ""
      package var kind = ""
      package var name = ""
      package var namespace = ""
      package var labelSelector = ""
      package var annotationSelector = ""

      package init() {}
    }

    /// An entry of `spec.images`.
    package struct Image: Sendable {
      package var name: String
      package var newName = ""
      package var newTag = ""
      package var digest = ""

      package init(name: String) { self.name = name }
    }

    /// Takes the place of `namespace`.
    package var targetNamespace = ""
    /// Takes the place of `namePrefix`.
    package var namePrefix = ""
    /// Takes the place of `nameSuffix`.
    package var nameSuffix = ""
    /// Follow the patches of the file.
    package var patches: [Patch] = []
    /// Take the place of entries with the same name, or follow the others.
    package var images: [Image] = []
    /// Follow the components of the file; relative paths.
    package var components: [String] = []
    /// A stream of objects that come before the resources of the file, such as the manifests of a chart.
    package var manifests: [UInt8]?
    /// Set on every object of the result, over what it has.
    package var commonLabels: [String: String] = [:]
    package var commonAnnotations: [String: String] = [:]

    package init() {}
  }
}

extension Overlay.Additions {
  /// The name under which ``manifests`` are read, and called in messages.
  static let manifestsFile = "rendered-manifests.yaml"

  /// Edits the kustomization of the top layer.
  func apply(to kustomization: inout Kustomization) {
    if !targetNamespace.isEmpty { kustomization.namespace = targetNamespace }
    if !namePrefix.isEmpty { kustomization.namePrefix = namePrefix }
    if !nameSuffix.isEmpty { kustomization.nameSuffix = nameSuffix }
    for patch in patches {
      kustomization.patches.append(
        Located(part: PatchEntry(patch: patch.patch, target: patch.target?.selector), pointer: []))
    }
    if manifests != nil {
      kustomization.resources.insert(Located(part: Self.manifestsFile, pointer: []), at: 0)
    }
    for component in components { kustomization.components.append(Located(part: component, pointer: [])) }
    for image in images {
      let change = ImageChange(
        name: image.name, newName: image.newName, newTag: image.newTag, digest: image.digest)
      if let index = kustomization.images.firstIndex(where: { $0.part.name == image.name }) {
        kustomization.images[index].part = change
      } else {
        kustomization.images.append(Located(part: change, pointer: []))
      }
    }
  }

  /// Sets the common labels and annotations.
  func apply(to object: inout KubeObject) {
    if !commonLabels.isEmpty { object.labels.merge(commonLabels) { _, new in new } }
    if !commonAnnotations.isEmpty { object.annotations.merge(commonAnnotations) { _, new in new } }
  }
}

extension Overlay.Additions.Target {
  fileprivate var selector: ObjectSelector {
    ObjectSelector(
      id: ResourceID(
        kind: KindSelector(group: group, version: version, kind: kind), name: name, namespace: namespace),
      annotationSelector: annotationSelector, labelSelector: labelSelector)
  }
}
