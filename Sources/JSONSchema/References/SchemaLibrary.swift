import Structure

/// The documents that references may lead to, and the resources in them.
struct SchemaLibrary {
  private(set) var locations = LocationTable()
  private(set) var resources: [SchemaResource] = []
  private var byAddress: [String: Int] = [:]
  /// The resource of every schema that was found, by its location.
  private var resourceAt: [LocationTable.ID: Int] = [:]
  /// Documents by their address without fragment.
  private let given: [String: Value]
  /// Metaschemas that are being looked at for the vocabularies they name.
  private var openMetaschemas: Set<String> = []
  /// What came from outside and has to be checked against its metaschema.
  var unchecked: [(place: SchemaPlace, resource: Int)] = []

  init(given: [String: Value]) {
    self.given = Dictionary(given.map { (Address($0.key).document, $0.value) }) { first, _ in first }
  }

  mutating func child(of parent: LocationTable.ID, _ token: String) -> LocationTable.ID {
    locations.child(of: parent, token)
  }

  /// The resource that a schema belongs to; nil when none was found there.
  func resource(at location: LocationTable.ID) -> Int? { resourceAt[location] }

  /// Takes a document in.
  /// - Returns: Its root resource.
  mutating func add(_ document: Value, address: String, isBuiltIn: Bool = false) throws(JSONSchemaError) -> Int {
    let location = locations.addRoot(address)
    let place = SchemaPlace(location: location, value: document)
    let resource = try addResource(place, address: Address(address), inherited: nil, isBuiltIn: isBuiltIn)
    byAddress[address] = resource
    try scan(place, resource: resource)
    return resource
  }

  /// Finds ids and anchors in a schema and all schemas below it.
  private mutating func scan(_ place: SchemaPlace, resource: Int) throws(JSONSchemaError) {
    if !resources[resource].isBuiltIn { unchecked.append((place, resource)) }
    var open = [(place, resource)]
    var next = 0
    while next < open.count {
      let (place, parent) = open[next]
      next += 1
      guard resourceAt[place.location] == nil || place.location == resources[parent].place.location else { continue }
      let resource = try identify(place, parent: parent)
      resourceAt[place.location] = resource
      guard case .object(let schema) = place.value else { continue }
      let positions = resources[resource].draft.positions
      for (keyword, value) in schema {
        guard let position = positions[keyword] else { continue }
        let location = locations.child(of: place.location, keyword)
        for (path, child) in Self.schemas(in: value, position) {
          let childLocation = path.map { locations.child(of: location, $0) } ?? location
          open.append((SchemaPlace(location: childLocation, value: child), resource))
        }
      }
    }
  }

  /// The schemas under a keyword, each with its key or index.
  private static func schemas(in value: Value, _ position: Draft.Position) -> [(String?, Value)] {
    switch (position, value) {
    case (.schema, _), (.schemaOrList, .object), (.schemaOrList, .bool): [(nil, value)]
    case (.schemas, .array(let list)), (.schemaOrList, .array(let list)):
      list.enumerated().map { (String($0.offset), $0.element) }
    case (.named, .object(let mapping)): mapping.map { ($0.key, $0.value) }
    default: []
    }
  }

  /// Notes the id and the anchors of a schema.
  /// - Returns: The resource it belongs to.
  private mutating func identify(_ place: SchemaPlace, parent: Int) throws(JSONSchemaError) -> Int {
    guard case .object(let schema) = place.value else { return parent }
    let isRoot = resources[parent].place.location == place.location
    let draft = schema["$schema"]?.string.flatMap { Draft(address: $0) } ?? resources[parent].draft
    var resource = parent
    // Up to draft 7 a reference hides everything beside it.
    let isHidden = draft <= .draft7 && schema["$ref"]?.string != nil
    if !isHidden, let id = schema[draft.idKeyword]?.string {
      var address = Address(id).resolved(against: Address(resources[parent].address))
      let anchor = address.fragment
      address.fragment = nil
      if id.percentDecoded == nil {
        throw JSONSchemaError(
          .invalidSchema, "error in parsing id at \(GoQuote.double(locations.address(of: place.location)))",
          at: locations.resolve(place.location).pointer)
      }
      if !id.hasPrefix("#") {
        if isRoot {
          resources[parent].address = address.document
        } else {
          resource = try addResource(
            place, address: address, inherited: parent, isBuiltIn: resources[parent].isBuiltIn)
        }
        try name(resource, address.document, place)
      }
      if draft <= .draft7, let anchor, !anchor.isEmpty { try add(anchor: anchor, place, to: resource) }
    }
    guard draft >= .draft2019 else { return resource }
    if let anchor = schema["$anchor"]?.string { try add(anchor: anchor, place, to: resource) }
    if draft == .draft2019 {
      let isResourceRoot = resources[resource].place.location == place.location
      if isResourceRoot, schema["$recursiveAnchor"]?.bool == true { resources[resource].isRecursiveAnchor = true }
    } else if let anchor = schema["$dynamicAnchor"]?.string {
      try add(anchor: anchor, place, to: resource)
      resources[resource].dynamicAnchors.insert(anchor)
    }
    return resource
  }

  private mutating func name(_ resource: Int, _ address: String, _ place: SchemaPlace) throws(JSONSchemaError) {
    if let other = byAddress[address], other != resource {
      let first = locations.resolve(resources[other].place.location)
      let second = locations.resolve(place.location)
      guard first.document == second.document else { return }
      throw JSONSchemaError(
        .invalidSchema,
        "duplicate id \(GoQuote.double(address)) in \(GoQuote.double(second.document)) at "
          + "\(GoQuote.double(first.pointer.description)) and \(GoQuote.double(second.pointer.description))",
        at: second.pointer)
    }
    byAddress[address] = resource
  }

  private mutating func add(
    anchor: String, _ place: SchemaPlace, to resource: Int
  ) throws(JSONSchemaError) {
    if let other = resources[resource].anchors[anchor], other.location != place.location {
      let first = locations.resolve(other.location)
      let second = locations.resolve(place.location)
      throw JSONSchemaError(
        .invalidSchema,
        "duplicate anchor \(GoQuote.double(anchor)) in \(GoQuote.double(second.document)) at "
          + "\(GoQuote.double(first.pointer.description)) and \(GoQuote.double(second.pointer.description))",
        at: second.pointer)
    }
    resources[resource].anchors[anchor] = place
  }

  /// A new resource, of the draft that its `$schema` names or else its surroundings have.
  private mutating func addResource(
    _ place: SchemaPlace, address: Address, inherited: Int?, isBuiltIn: Bool
  ) throws(JSONSchemaError) -> Int {
    var draft = inherited.map { resources[$0].draft } ?? .draft2020
    var vocabularies = inherited.flatMap { resources[$0].vocabularies }
    if let name = place.value["$schema"]?.string {
      if let known = Draft(address: name) {
        draft = known
        vocabularies = nil
      } else {
        (draft, vocabularies) = try dialect(name, address: address, place)
      }
    }
    resources.append(
      SchemaResource(
        place: place, address: address.document, draft: draft, vocabularies: vocabularies, isBuiltIn: isBuiltIn))
    return resources.count - 1
  }

  /// What a metaschema of the caller's says about the schemas that name it.
  private mutating func dialect(
    _ name: String, address: Address, _ place: SchemaPlace
  ) throws(JSONSchemaError) -> (Draft, Set<String>?) {
    let document = Address(name).resolved(against: address).document
    guard openMetaschemas.insert(document).inserted else { return (.draft2020, nil) }
    defer { openMetaschemas.remove(document) }
    guard isKnown(document) else {
      throw JSONSchemaError(
        .externalReference,
        "$schema names \(GoQuote.double(name)), which is no metaschema known here; the drafts 4, 6, 7, 2019-09 and "
          + "2020-12 are", at: locations.resolve(place.location).pointer)
    }
    let metaschema = try resource(named: document, for: place)
    let draft = resources[metaschema].draft
    guard draft >= .draft2019, case .object(let named)? = resources[metaschema].place.value["$vocabulary"] else {
      return (draft, nil)
    }
    var vocabularies: Set<String> = ["core"]
    for (name, isRequired) in named {
      if let vocabulary = draft.vocabulary(name) {
        vocabularies.insert(vocabulary)
      } else if isRequired.bool == true {
        throw JSONSchemaError(
          .invalidSchema, "unsupported vocabulary \(GoQuote.double(name)) in \(GoQuote.double(document))",
          at: locations.resolve(place.location).pointer)
      }
    }
    return (draft, vocabularies)
  }

  private func isKnown(_ address: String) -> Bool { byAddress[address] != nil || given[address] != nil }

  /// The resource with an address, from the documents that are there or were given.
  mutating func resource(named address: String, for place: SchemaPlace) throws(JSONSchemaError) -> Int {
    if let known = byAddress[address] { return known }
    if let document = given[address] { return try add(document, address: address) }
    for (name, document) in try Metaschema.documents(at: address) {
      _ = try add(document, address: name, isBuiltIn: true)
    }
    if let known = byAddress[address] { return known }
    throw JSONSchemaError(
      .externalReference,
      "\(GoQuote.double(address)) is another document, and schemas are loaded neither over the network nor from "
        + "files; put what it holds under \"$defs\" of this schema and refer to it there",
      at: locations.resolve(place.location).pointer)
  }
}

extension SchemaLibrary {
  /// The schema that a reference leads to.
  /// - Parameters:
  ///   - resource: The resource that the reference stands in.
  ///   - place: The schema that the reference stands in.
  mutating func find(
    _ reference: String, from resource: Int, at place: SchemaPlace
  ) throws(JSONSchemaError) -> (place: SchemaPlace, resource: Int) {
    let address = Address(reference).resolved(against: Address(resources[resource].address))
    let target = try self.resource(named: address.document, for: place)
    guard let fragment = address.fragment, !fragment.isEmpty else { return (resources[target].place, target) }
    let shown = "\(locations.resolve(resources[target].place.location).document)#\(fragment)"
    guard let decoded = fragment.percentDecoded else {
      throw JSONSchemaError(
        .unresolvedReference, "invalid json-pointer \(GoQuote.double(shown))", at: pointer(of: place))
    }
    guard decoded.utf8.first == UInt8(ascii: "/") else {
      guard let anchored = resources[target].anchors[decoded] else {
        let document = locations.resolve(resources[target].place.location).document
        throw JSONSchemaError(
          .unresolvedReference,
          "anchor in \(GoQuote.double("\(address.document)#\(fragment)")) not found in schema "
            + GoQuote.double(document), at: pointer(of: place))
      }
      return (anchored, self.resource(at: anchored.location) ?? target)
    }
    let start = locations.resolve(resources[target].place.location)
    let tokens: [String]
    do { tokens = try JSONPointer(parsing: decoded).tokens } catch {
      throw JSONSchemaError(
        .unresolvedReference, "invalid json-pointer \(GoQuote.double(shown))", at: pointer(of: place))
    }
    let known = "\(start.document)#\(JSONPointer(start.pointer.tokens + tokens).fragment)"
    return try walk(tokens, from: target, known, place)
  }

  private func pointer(of place: SchemaPlace) -> JSONPointer { locations.resolve(place.location).pointer }

  private mutating func walk(
    _ tokens: [String], from start: Int, _ shown: String, _ origin: SchemaPlace
  ) throws(JSONSchemaError) -> (place: SchemaPlace, resource: Int) {
    var place = resources[start].place
    var resource = start
    for token in tokens {
      guard let value = JSONPointer([token]).get(from: place.value) else {
        throw JSONSchemaError(
          .unresolvedReference, "json-pointer in \(GoQuote.double(shown)) not found", at: pointer(of: origin))
      }
      place = SchemaPlace(location: child(of: place.location, token), value: value)
      resource = self.resource(at: place.location) ?? resource
    }
    if self.resource(at: place.location) == nil { try scan(place, resource: resource) }
    return (place, self.resource(at: place.location) ?? resource)
  }
}
