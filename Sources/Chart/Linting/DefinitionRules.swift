import Structure

/// What may stand in `crds/`: definitions, and no templates.
enum DefinitionRules {
  static func check(_ chart: Chart, _ linter: inout ChartLinter) {
    for file in chart.ownDefinitions {
      let documents: [YAML.Document]
      do throws(SyntaxError) {
        documents = try YAML.documents(file.content, options: .init(duplicateKeys: .lastWins))
      } catch {
        linter.note(
          .error, file.path, "is no YAML (files in crds/ are not templates): \(error.message)", at: error.position)
        continue
      }
      for document in documents {
        if document.value["apiVersion"]?.string?.hasPrefix("apiextensions.k8s.io") != true {
          linter.note(.error, file.path, "apiVersion: must be one of apiextensions.k8s.io", at: document.start)
        }
        if document.value["kind"]?.string != "CustomResourceDefinition" {
          linter.note(.error, file.path, "kind: must be CustomResourceDefinition", at: document.start)
        }
      }
    }
  }
}
