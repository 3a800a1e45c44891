import Kube
package import Structure

/// The custom resource definitions that make the toolkit's kinds known to a Kubernetes cluster.
package enum CustomResourceDefinitions {
  /// One file for each kind, sorted by name, for the folder `manifests/crds`.
  package static func generate() -> [(fileName: String, text: String)] {
    KindCatalog.all
      .map { ("\($0.kind.group)_\($0.plural).yaml", "---\n" + YAML.text(definition(of: $0))) }
      .sorted { $0.0 < $1.0 }
  }

  /// The definition of one kind.
  package static func definition(of kind: KindDefinition) -> Value {
    var names: Value = [
      "kind": .string(kind.kind.kind), "listKind": .string(kind.kind.kind + "List"), "plural": .string(kind.plural),
      "singular": .string(kind.singular), "categories": .array(kind.categories.map(Value.string)),
    ]
    if !kind.shortNames.isEmpty { names["shortNames"] = .array(kind.shortNames.map(Value.string)) }
    return [
      "apiVersion": "apiextensions.k8s.io/v1",
      "kind": "CustomResourceDefinition",
      "metadata": [
        "name": .string("\(kind.plural).\(kind.kind.group)"),
        // Braces with a dollar sign in the descriptions are no variables.
        "annotations": ["kustomize.toolkit.fluxcd.io/substitute": "disabled"],
      ],
      "spec": [
        "group": .string(kind.kind.group), "names": names, "scope": "Namespaced",
        "versions": [version(of: kind)],
      ],
    ]
  }

  private static func version(of kind: KindDefinition) -> Value {
    var status = kind.statusSchema.openAPI
    // What has never been reconciled has observed no generation: kstatus tells it from the first one.
    status["default"] = ["observedGeneration": -1]
    let schema: Value = [
      "description": .string(kind.summary),
      "type": "object",
      "properties": [
        "apiVersion": ["type": "string", "description": "The group and version of the kind."],
        "kind": ["type": "string", "description": "The kind."],
        "metadata": ["type": "object"],
        "spec": kind.specSchema.openAPI,
        "status": status,
      ],
    ]
    return [
      "name": .string(kind.kind.version), "served": true, "storage": true,
      "additionalPrinterColumns": .array(
        kind.printerColumns.map {
          ["name": .string($0.name), "jsonPath": .string($0.jsonPath), "type": .string($0.type)]
        }),
      "schema": ["openAPIV3Schema": schema],
      "subresources": ["status": [:]],
    ]
  }
}
