import Kube
import Structure
import Testing
import Toolkit

/// Reads an object from YAML.
func object(_ yaml: String) throws -> KubeObject {
  let value = try YAML.parse(Array(yaml.utf8))
  return KubeObject(try #require(value.object))
}

/// An object of a kind with a spec given as YAML, indented or not.
func object(_ kind: KindDefinition, spec: String) throws -> KubeObject {
  var object = KubeObject(Mapping())
  object.apiVersion = kind.kind.apiVersion
  object.kind = kind.kind.kind
  object.name = "app"
  object.namespace = "apps"
  object.spec = try YAML.parse(Array(spec.utf8))
  return object
}
