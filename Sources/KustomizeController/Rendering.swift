import Kube
import Overlay
import Structure
import Toolkit

/// Renders the directory of a Kustomization. Blocks; runs on threads of its own.
struct Rendering: Sendable {
  let spec: Kustomization.Spec
  /// For messages: the source and its revision.
  let source: String

  /// Why there is nothing to apply.
  struct Failure: Error, Sendable, CustomStringConvertible {
    var reason: String
    var description: String
  }

  func run(_ tree: some FileTree) throws -> Overlay.Result {
    let directory = try directory(in: tree)
    var options = Overlay.Options.flux
    options.additions = try additions(tree, directory)
    do {
      return try Overlay.build(tree: tree, directory: directory, options: options)
    } catch {
      throw Failure(reason: ConditionReason.buildFailed, description: "kustomize build failed: \(error)")
    }
  }

  /// `spec.path` as a path of the tree.
  func directory(in tree: some FileTree) throws -> String {
    func missing(_ message: String) -> Failure {
      Failure(reason: ConditionReason.artifactFailed, description: "kustomization path not found: \(message)")
    }
    let resolved: String
    do {
      resolved = try tree.resolve(spec.path)
    } catch let error as FileTreeError {
      throw missing("spec.path \"\(spec.path)\": \(error); give a directory inside of the source")
    }
    guard !resolved.isEmpty else { return "" }
    switch try tree.entry(at: resolved) {
    case .directory: return resolved
    case .file, .symbolicLink:
      throw missing("spec.path \"\(spec.path)\" is a file in \(source); give the directory that holds it")
    case nil: throw missing("spec.path \"\(spec.path)\" does not exist in \(source)\(try neighbours(tree, resolved))")
    }
  }

  /// What stands where the path goes wrong, so that a typing mistake is seen.
  private func neighbours(_ tree: some FileTree, _ path: String) throws -> String {
    var parent = path
    repeat {
      parent = parent.lastIndex(of: "/").map { String(parent[..<$0]) } ?? ""
      if parent.isEmpty { break }
    } while try tree.entry(at: parent) == nil
    let names = try tree.list(parent).compactMap { child -> String? in
      if case .directory = child.entry { child.name } else { nil }
    }
    let place = parent.isEmpty ? "the root" : "\"\(parent)\""
    guard !names.isEmpty else { return "; \(place) has no directories" }
    return "; \(place) has " + names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
  }

  private func additions(_ tree: some FileTree, _ directory: String) throws -> Overlay.Additions {
    var additions = Overlay.Additions()
    additions.targetNamespace = spec.targetNamespace ?? ""
    additions.namePrefix = spec.namePrefix ?? ""
    additions.nameSuffix = spec.nameSuffix ?? ""
    additions.commonLabels = spec.commonLabels
    additions.commonAnnotations = spec.commonAnnotations
    additions.patches = spec.patches.map { patch in
      Overlay.Additions.Patch(
        patch: patch.patch,
        target: patch.target.map { selector in
          var target = Overlay.Additions.Target()
          target.group = selector.group ?? ""
          target.version = selector.version ?? ""
          target.kind = selector.kind ?? ""
          target.name = selector.name ?? ""
          target.namespace = selector.namespace ?? ""
          target.labelSelector = selector.labelSelector ?? ""
          target.annotationSelector = selector.annotationSelector ?? ""
          return target
        })
    }
    additions.images = spec.images.map { image in
      var addition = Overlay.Additions.Image(name: image.name)
      addition.newName = image.newName ?? ""
      addition.newTag = image.newTag ?? ""
      addition.digest = image.digest ?? ""
      return addition
    }
    additions.components = try spec.components.filter { component in
      guard spec.ignoreMissingComponents else { return true }
      let path = directory.isEmpty ? component : "\(directory)/\(component)"
      guard let resolved = try? tree.resolve(path) else { return true }
      return try tree.entry(at: resolved) != nil
    }
    return additions
  }
}
