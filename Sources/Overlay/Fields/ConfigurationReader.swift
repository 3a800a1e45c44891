import Structure

/// Reads the files that `configurations` names.
enum ConfigurationReader {
  typealias Problem = FieldReader.Problem

  static func read(_ bytes: [UInt8], file: String, sources: Sources) throws(Failure) -> TransformerConfiguration {
    let value: Value
    do {
      value = try YAML.documents(bytes).first?.value ?? .null
    } catch {
      throw Failure("invalid YAML: \(error.message)", file: file, position: error.position)
    }
    do throws(Problem) {
      let reader = try FieldReader(
        value, pointer: [], isStrict: true, isLenient: true, of: "a transformer configuration")
      let configuration = try configuration(reader)
      try reader.finish()
      return configuration
    } catch {
      throw Locator(sources: sources).place(
        Failure(error.message), in: file, bytes: bytes, pointer: error.pointer, isKey: error.isKey)
    }
  }

  private static func configuration(_ reader: FieldReader) throws(Problem) -> TransformerConfiguration {
    var result = TransformerConfiguration()
    result.namePrefix = try specs(reader, "namePrefix")
    result.nameSuffix = try specs(reader, "nameSuffix")
    result.namespace = try specs(reader, "namespace")
    result.commonLabels = try specs(reader, "commonLabels")
    result.labels = try specs(reader, "labels")
    result.templateLabels = try specs(reader, "templateLabels")
    result.commonAnnotations = try specs(reader, "commonAnnotations")
    result.nameReferences = try reader.records("nameReference") { entry throws(Problem) in
      TransformerConfiguration.NameReference(
        target: try KustomizationReader.kind(entry), referrers: try specs(entry, "fieldSpecs"))
    }
    result.varReferences = try specs(reader, "varReference")
    result.images = try specs(reader, "images")
    result.replicas = try specs(reader, "replicas")
    return result
  }

  private static func specs(_ reader: FieldReader, _ name: String) throws(Problem) -> [FieldSpec] {
    try KustomizationReader.fieldSpecs(reader, name)?.sortedByKind() ?? []
  }
}
