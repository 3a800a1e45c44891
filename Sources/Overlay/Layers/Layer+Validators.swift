import Structure

extension Layer {
  /// Runs the validators, which are transformers that must change nothing.
  func runValidators(_ accumulator: Accumulator) throws(Failure) {
    for plugin in try plugins(kustomization.validators, field: "validators") {
      try at(plugin.pointer) { () throws(Failure) in
        let before = try Self.snapshot(accumulator.map)
        for transformer in try TransformerPlugin.make(plugin, layer: self) {
          try transformer.transform(accumulator.map)
        }
        guard try Self.snapshot(accumulator.map) == before else {
          throw Failure("the validator \(plugin.resource.currentID.description) changes objects, which it must not")
        }
      }
    }
  }

  private static func snapshot(_ map: ResourceMap) throws(Failure) -> Set<Value> {
    var all: Set<Value> = []
    for resource in map.resources {
      guard var object = try resource.node?.value() else { continue }
      // A validator may leave this label to say that it was here.
      object["metadata"]?["labels"]?["validated-by"] = nil
      if object["metadata"]?["labels"]?.object?.isEmpty == true { object["metadata"]?["labels"] = nil }
      all.insert(object)
    }
    return all
  }
}
