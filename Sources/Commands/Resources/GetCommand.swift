import ArgumentParser
import Kube
import Store
import Structure

/// `martlet get`.
struct GetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "List objects, or print them whole.",
    discussion: """
      KIND is a kind of the toolkit (gitrepo, ks, alerts …), of Kubernetes (deploy, cm, svc …) or of a stored \
      CustomResourceDefinition, in any form that kubectl takes; several with commas; or all for those of the toolkit. \
      Flux's own words work too: source git, alert-provider.

      Examples:
        martlet get all -A
        martlet get kustomizations
        martlet get source git app -o yaml
        martlet get deploy,cm -n shop -l app=web -o wide
        martlet get ks apps --watch
      """)

  @Argument(help: "The kind, and names of objects.")
  var words: [String]

  @Option(name: .shortAndLong, help: "table, wide, yaml, json or name.")
  var output: ObjectFormat = .table

  @Flag(name: [.customShort("A"), .long], help: "Look into all namespaces.")
  var allNamespaces = false

  @Option(name: [.customShort("l"), .long], help: "Only objects with these labels: a=b,c!=d,e in (f,g).")
  var selector: String?

  @Flag(name: .shortAndLong, help: "Go on and print each change.")
  var watch = false

  @Flag(help: "Leave the headings out.")
  var noHeaders = false

  @Flag(help: "Print the values of Secrets with -o yaml and json.")
  var showSecrets = false

  @Flag(help: "Print who owns which field with -o yaml and json.")
  var showManagedFields = false

  @OptionGroup var namespace: NamespaceOptions
  @OptionGroup var store: StoreOptions

  func validate() throws {
    if watch, !output.isTable { throw ValidationError("--watch prints a table; leave -o \(output.rawValue) out") }
    _ = try labelSelector()
  }

  func run() async throws {
    let session = try Session(store)
    let (kinds, names, isAll) = try await session.lookup(for: words).selection(words)
    if watch {
      guard kinds.count == 1, let kind = kinds.first else { throw CommandFailure(.usage, "--watch follows one kind") }
      return try await follow(kind, names, session)
    }
    let selector = try labelSelector()
    let found = try await session.store.read { reader in
      try kinds.map { ($0, try objects($0, names, selector, reader)) }
    }
    try check(found, names, isAll)
    if output.isTable {
      printTables(found.filter { !$0.1.isEmpty }, session.output)
    } else {
      let text = ObjectText(showsSecrets: showSecrets, showsManagedFields: showManagedFields)
      output.print(found.flatMap(\.1), single: names.count == 1 && kinds.count == 1, text, to: session.output)
    }
  }

  private func labelSelector() throws -> LabelSelector {
    do {
      return try selector.map { try LabelSelector(parsing: $0) } ?? LabelSelector()
    } catch {
      throw ValidationError("--selector: \(error)")
    }
  }

  private func objects(
    _ kind: KindReference, _ names: [String], _ selector: LabelSelector, _ reader: StoreReader
  ) throws -> [KubeObject] {
    let namespace = allNamespaces || !kind.isNamespaced ? nil : self.namespace.name
    let objects = try reader.objects(ObjectQuery(kind.groupKind, namespace: namespace))
    return objects.filter { object in
      (names.isEmpty || names.contains(object.name)) && selector.matches(object.labels)
    }
  }

  /// A name that was asked for and is not there is an error; a kind without objects only says so.
  private func check(_ found: [(KindReference, [KubeObject])], _ names: [String], _ isAll: Bool) throws {
    let place = allNamespaces ? "any namespace" : "namespace \"\(namespace.name)\""
    for name in names where !found.contains(where: { $0.1.contains { $0.name == name } }) {
      let kind = found.map(\.0.kind.kind).joined(separator: ",")
      throw CommandFailure(.notFound, "\(kind) \"\(name)\" not found in \(place)")
    }
    guard found.allSatisfy(\.1.isEmpty), output.isTable else { return }
    let what = isAll ? "objects" : found.map(\.0.plural).joined(separator: ", ")
    CommandOutput.current.error(
      found.allSatisfy { !$0.0.isNamespaced } ? "no \(what) found" : "no \(what) found in \(place)")
  }

  private func printTables(_ found: [(KindReference, [KubeObject])], _ output: CommandOutput) {
    let now = Timestamp.now
    for (index, (kind, objects)) in found.enumerated() {
      let columns = ObjectColumns(
        kind, showsNamespace: allNamespaces, showsKind: found.count > 1, isWide: self.output == .wide)
      var table = Table(headings: noHeaders ? [] : columns.headings)
      for object in objects { table.add(columns.row(object, now: now)) }
      if index > 0 { output.line("") }
      for line in table.lines { output.line(line) }
    }
  }

  /// Prints a row for each object, and again whenever it changes to something that looks different.
  private func follow(_ kind: KindReference, _ names: [String], _ session: Session) async throws {
    let columns = ObjectColumns(kind, showsNamespace: allNamespaces, showsKind: false, isWide: output == .wide)
    let namespace = allNamespaces || !kind.isNamespaced ? nil : self.namespace.name
    let selector = try labelSelector()
    var widths = columns.headings.map(\.count)
    var printed: [ObjectKey: [String]] = [:]
    if !noHeaders {
      for line in Table(headings: columns.headings).lines(widths: &widths) { session.output.line(line) }
    }
    for try await change in session.store.watch(ObjectQuery(kind.groupKind, namespace: namespace)) {
      guard names.isEmpty || names.contains(change.key.name), selector.matches(change.object.labels) else { continue }
      var row = columns.row(change.object, now: .now)
      if change.type == .deleted { row[row.count - 1] = "deleted" }
      guard printed.updateValue(row, forKey: change.key) != row else { continue }
      if change.type == .deleted { printed[change.key] = nil }
      var table = Table(headings: [])
      table.add(row)
      for line in table.lines(widths: &widths) { session.output.line(line) }
    }
  }
}
