import Kube
import Store
import Structure
import Toolkit

/// Whether the Kustomizations that one depends on are applied.
struct DependencyCheck {
  let reader: StoreReader

  /// What stands in the way, in words for the condition; nil when nothing does.
  func blocker(
    of object: KubeObject, _ spec: Kustomization.Spec, source: ObjectKey, revision: String
  ) throws -> String? {
    if let cycle = try cycle(from: object.key, spec.dependsOn.map { $0.key(in: object.namespace) }) {
      let path = cycle.map { "\($0.namespace)/\($0.name)" }.joined(separator: " -> ")
      return "the dependencies go round in a circle: \(path); remove one of these spec.dependsOn entries"
    }
    for dependency in spec.dependsOn {
      let key = dependency.key(in: object.namespace)
      let name = "\(key.namespace)/\(key.name)"
      guard let found = try reader.object(key) else { return "dependency '\(name)' not found" }
      guard found.isReady else { return "dependency '\(name)' is not ready" }
      // From the same source, the dependency has to be at the same revision.
      guard let other = try? Kustomization.spec(of: found), other.sourceRef.key(in: key.namespace) == source else {
        continue
      }
      if Kustomization.status(of: found).lastAppliedRevision != revision {
        return "dependency '\(name)' revision is not up to date"
      }
    }
    return nil
  }

  /// A way from `start` over dependencies back to it.
  private func cycle(from start: ObjectKey, _ first: [ObjectKey]) throws -> [ObjectKey]? {
    var visited: Set<ObjectKey> = []
    var pending = first.map { [start, $0] }
    while let path = pending.popLast(), let last = path.last {
      if last == start { return path }
      guard visited.insert(last).inserted, let object = try reader.object(last) else { continue }
      for entry in object.spec?["dependsOn"]?.array ?? [] {
        guard let name = entry["name"]?.string else { continue }
        let namespace = entry["namespace"]?.string ?? last.namespace
        pending.append(path + [Kustomization.key(namespace: namespace, name: name)])
      }
    }
    return nil
  }
}
