import Structure

/// The schemas of schemas that are built in.
enum Metaschema {
  /// Every document that belongs to the draft which an address is part of, by their addresses; none when it is not
  /// part of any.
  static func documents(at address: String) throws(JSONSchemaError) -> [(address: String, document: Value)] {
    for draft in Draft.allCases {
      let isPart =
        address == draft.address
        || (draft >= .draft2019 && address.hasPrefix(draft.address.dropLast("schema".count) + "meta/"))
      if isPart { return try documents(of: draft) }
    }
    return []
  }

  private static func documents(of draft: Draft) throws(JSONSchemaError) -> [(address: String, document: Value)] {
    var documents: [(String, Value)] = []
    for text in texts(of: draft) {
      do {
        let document = try JSON.parse(text)
        documents.append((Address(document[draft.idKeyword]?.string ?? "").document, document))
      } catch {
        throw JSONSchemaError(.invalidSchema, "the metaschema \(draft.address) is broken: \(error)")
      }
    }
    return documents
  }

  private static func texts(of draft: Draft) -> [String] {
    switch draft {
    case .draft4: draft4
    case .draft6: draft6
    case .draft7: draft7
    case .draft2019: draft2019
    case .draft2020: draft2020
    }
  }

  /// The compiled metaschema of a draft; its formats are checked.
  static func program(of draft: Draft) throws(JSONSchemaError) -> Program {
    switch draft {
    case .draft4: try program4.get()
    case .draft6: try program6.get()
    case .draft7: try program7.get()
    case .draft2019: try program2019.get()
    case .draft2020: try program2020.get()
    }
  }

  private static let program4 = compile(.draft4)
  private static let program6 = compile(.draft6)
  private static let program7 = compile(.draft7)
  private static let program2019 = compile(.draft2019)
  private static let program2020 = compile(.draft2020)

  private static func compile(_ draft: Draft) -> Result<Program, JSONSchemaError> {
    Result { () throws(JSONSchemaError) in
      var library = SchemaLibrary(given: [:])
      let start = SchemaPlace(location: library.child(of: -1, draft.address), value: .null)
      let resource = try library.resource(named: draft.address, for: start)
      let compiler = Compiler(library, assertsFormats: true)
      return try compiler.compile(resource)
    }
  }
}
