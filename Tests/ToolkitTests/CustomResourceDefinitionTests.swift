import Glibc
import Kube
import Structure
import Testing
import Toolkit

@Suite("Generated custom resource definitions")
struct CustomResourceDefinitionTests {
  @Test("are the committed ones; `make manifests` writes them")
  func current() throws {
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    for (name, text) in CustomResourceDefinitions.generate() {
      let path = "/\(folder)/manifests/crds/\(name)"
      let committed = try #require(content(path), "\(path) is missing; run make manifests")
      #expect(committed == text, "\(path) is not current; run make manifests")
    }
  }

  @Test("can be read again and have the names of Flux's")
  func names() throws {
    let names = try CustomResourceDefinitions.generate().map { _, text in
      try YAML.parse(Array(text.utf8))[path: "metadata", "name"]?.string
    }
    #expect(
      names == [
        "kustomizations.kustomize.toolkit.fluxcd.io", "alerts.notification.toolkit.fluxcd.io",
        "providers.notification.toolkit.fluxcd.io", "gitrepositories.source.toolkit.fluxcd.io",
      ])
  }

  @Test("say what validation says: required fields, patterns, defaults, choices, rules")
  func schema() throws {
    let definition = CustomResourceDefinitions.definition(of: GitRepository.definition)
    let version = try #require(definition[path: "spec", "versions"]?.array?.first)
    let spec = try #require(version[path: "schema", "openAPIV3Schema", "properties", "spec"])
    #expect(spec["required"] == ["interval", "url"])
    let interval = try #require(spec[path: "properties", "interval", "pattern"]?.string)
    let expression = try RegularExpression(interval)
    #expect(expression.matches("1h30m"))
    #expect(spec[path: "properties", "timeout", "default"] == "60s")
    #expect(spec[path: "properties", "provider", "enum"] == ["generic", "aws", "azure", "github"])
    #expect(spec["x-kubernetes-validations"]?.array?.count == 1)
    #expect(version[path: "subresources", "status"] != nil)
  }

  @Test("have only patterns that are regular expressions")
  func patterns() throws {
    for kind in KindCatalog.all {
      for pattern in patterns(in: CustomResourceDefinitions.definition(of: kind)) {
        #expect((try? RegularExpression(pattern)) != nil, "\(pattern)")
      }
    }
  }

  private func patterns(in value: Value) -> [String] {
    switch value {
    case .object(let mapping):
      mapping.flatMap { key, value in key == "pattern" ? [value.string].compactMap(\.self) : patterns(in: value) }
    case .array(let elements): elements.flatMap(patterns)
    default: []
    }
  }

  private func content(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }
}
