package import Kube
package import Structure

/// Who owns which fields of an object: `metadata.managedFields`.
package struct ManagedFields: Sendable, Hashable {
  /// The fields of one manager, by one operation, in one API version.
  package struct Entry: Sendable, Hashable {
    package var manager: String
    package var operation: ManagerPattern.Operation
    package var apiVersion: String
    package var subresource: String
    /// RFC 3339; when the manager last wrote.
    package var time: String
    package var fields: FieldSet

    package init(
      manager: String, operation: ManagerPattern.Operation, apiVersion: String, subresource: String = "",
      time: String, fields: FieldSet
    ) {
      self.manager = manager
      self.operation = operation
      self.apiVersion = apiVersion
      self.subresource = subresource
      self.time = time
      self.fields = fields
    }

    func isSameManager(as other: Entry) -> Bool {
      manager == other.manager && operation == other.operation && subresource == other.subresource
        && (operation == .apply || apiVersion == other.apiVersion)
    }

    /// How an operator knows the manager: its name, and `using v1` behind managers that write without applying.
    var label: String { operation == .update ? "\(manager) (by update)" : manager }
  }

  package var entries: [Entry]

  package init(_ entries: [Entry] = []) { self.entries = entries }

  /// Reads `metadata.managedFields`; entries that are malformed are left out.
  package init(of object: KubeObject) {
    entries = (object.metadata["managedFields"]?.array ?? []).compactMap { value in
      guard let manager = value["manager"]?.string,
        let operation = value["operation"]?.string.flatMap(ManagerPattern.Operation.init)
      else { return nil }
      return Entry(
        manager: manager, operation: operation, apiVersion: value["apiVersion"]?.string ?? "",
        subresource: value["subresource"]?.string ?? "", time: value["time"]?.string ?? "",
        fields: FieldSet(fieldsV1: value["fieldsV1"] ?? .null))
    }
  }

  /// The list for `metadata.managedFields`: managers that apply first, then by time and name, as API servers sort them.
  package var value: Value? {
    guard !entries.isEmpty else { return nil }
    let sorted = entries.sorted {
      ($0.operation.rawValue, $0.time, $0.manager, $0.apiVersion, $0.subresource)
        < ($1.operation.rawValue, $1.time, $1.manager, $1.apiVersion, $1.subresource)
    }
    return .array(
      sorted.map { entry in
        var mapping = Mapping()
        mapping.append(key: "apiVersion", value: .string(entry.apiVersion))
        mapping.append(key: "fieldsType", value: "FieldsV1")
        mapping.append(key: "fieldsV1", value: entry.fields.fieldsV1)
        mapping.append(key: "manager", value: .string(entry.manager))
        mapping.append(key: "operation", value: .string(entry.operation.rawValue))
        if !entry.subresource.isEmpty { mapping.append(key: "subresource", value: .string(entry.subresource)) }
        mapping.append(key: "time", value: .string(entry.time))
        return .object(mapping)
      })
  }

  /// What `manager` applied last; nil when it never did.
  package func applied(by manager: String) -> FieldSet? {
    entries.first { $0.manager == manager && $0.operation == .apply && $0.subresource.isEmpty }?.fields
  }

  /// The fields of all managers.
  package var all: FieldSet {
    var result = FieldSet()
    for entry in entries { result.formUnion(entry.fields) }
    return result
  }

  /// Whether the same managers own the same fields, whenever they wrote.
  package func isSameOwnership(as other: ManagedFields) -> Bool {
    func timeless(_ fields: ManagedFields) -> Set<Entry> {
      Set(
        fields.entries.map {
          var entry = $0
          entry.time = ""
          return entry
        })
    }
    return timeless(self) == timeless(other)
  }

  /// Gives the fields of the managers that match to `manager`, as if it had applied them.
  mutating func takeOver(_ patterns: [ManagerPattern], by manager: String, apiVersion: String) {
    guard !patterns.isEmpty else { return }
    var taken = FieldSet()
    entries.removeAll { entry in
      guard !(entry.manager == manager && entry.operation == .apply), entry.subresource.isEmpty,
        patterns.contains(where: { entry.operation == $0.operation && entry.manager.hasPrefix($0.prefix) })
      else { return false }
      taken.formUnion(entry.fields)
      return true
    }
    guard !taken.isEmpty else { return }
    if let index = entries.firstIndex(where: {
      $0.manager == manager && $0.operation == .apply && $0.subresource.isEmpty
    }) {
      entries[index].fields.formUnion(taken)
    } else {
      entries.append(
        Entry(manager: manager, operation: .apply, apiVersion: apiVersion, time: "", fields: taken))
    }
  }
}
