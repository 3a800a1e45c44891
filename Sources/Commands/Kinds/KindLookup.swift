import Structure
import Kube
import Store
import Toolkit

/// Finds the kinds that words of a command line mean.
struct KindLookup {
  private let kinds: [KindReference]

  /// - Parameter definitions: The CustomResourceDefinitions in the store, whose kinds can be named too.
  init(definitions: [KubeObject] = []) {
    let own = KindCatalog.all.map { KindReference($0) }
    let builtin = BuiltinKinds.all.map { KindReference($0) }
    let custom = definitions.compactMap { KindReference(customResourceDefinition: $0) }
    kinds = own + builtin + custom.filter { kind in !own.contains { $0.groupKind == kind.groupKind } }
  }

  init(_ reader: StoreReader) throws {
    self.init(
      definitions: try reader.objects(
        ObjectQuery(group: "apiextensions.k8s.io", kind: "CustomResourceDefinition")))
  }

  /// The kinds of the toolkit, in the order in which they are listed.
  var toolkit: [KindReference] { kinds.filter { $0.definition != nil } }

  func kind(_ kind: GroupKind) -> KindReference? { kinds.first { $0.groupKind == kind } }

  /// - Throws: ``CommandFailure`` that suggests the nearest name.
  func kind(named word: String) throws -> KindReference {
    if let kind = kinds.first(where: { $0.isNamed(word) }) { return kind }
    let names = kinds.flatMap { [$0.plural, $0.kind.kind.lowercased()] }
    let hint = NearestName.of(word.lowercased(), among: names).map { "; did you mean \"\($0)\"?" } ?? ""
    throw CommandFailure(.usage, "there is no kind \"\(word)\"\(hint)")
  }

  /// The two-word names that Flux's command line has: `source git` …
  private static let phrases: [String: [String: String]] = [
    "source": [
      "git": "gitrepository", "oci": "ocirepository", "helm": "helmrepository", "chart": "helmchart",
      "bucket": "bucket", "external": "externalartifact",
    ],
    "image": ["repository": "imagerepository", "policy": "imagepolicy", "update": "imageupdateautomation"],
  ]

  /// Reads the kinds at the start of `words`, and gives the rest: names of objects.
  ///
  /// `ks apps`, `kustomization/apps`, `source git app`, `cm,secret`, `all`.
  /// - Throws: ``CommandFailure`` for a word that is no kind.
  func selection(_ words: [String]) throws -> (kinds: [KindReference], names: [String], isAll: Bool) {
    guard let first = words.first else {
      throw CommandFailure(.usage, "name a kind, such as kustomizations, gitrepo or deploy")
    }
    let singular = first.hasSuffix("s") ? String(first.dropLast()) : first
    if let phrase = Self.phrases[singular.lowercased()] {
      guard words.count > 1 else {
        let known = phrase.keys.sorted().joined(separator: ", ")
        throw CommandFailure(.usage, "\(first): say which: \(known) or all")
      }
      let names = Array(words.dropFirst(2))
      if words[1].lowercased() == "all" {
        let members = Set(phrase.values)
        return (toolkit.filter { members.contains($0.kind.kind.lowercased()) }, names, true)
      }
      guard let kind = phrase[words[1].lowercased()] else { throw unknownPhrase(first, words[1], phrase) }
      return ([try self.kind(named: kind)], names, false)
    }
    if first.lowercased() == "all" { return (toolkit, Array(words.dropFirst()), true) }
    if first.lowercased() == "alert-provider" {
      return ([try kind(named: "provider")], Array(words.dropFirst()), false)
    }
    if first.contains("/") { return try slashed(words) }
    let kinds = try first.split(separator: ",").map { try kind(named: String($0)) }
    guard !kinds.isEmpty else { throw CommandFailure(.usage, "\"\(first)\" names no kind") }
    return (kinds, Array(words.dropFirst()), kinds.count > 1)
  }

  private func unknownPhrase(_ first: String, _ second: String, _ phrase: [String: String]) -> CommandFailure {
    let known = phrase.keys.sorted().joined(separator: ", ")
    return CommandFailure(.usage, "\(first) \(second): there is no such kind; choose from \(known)")
  }

  /// `KIND/NAME …`, all of one kind.
  private func slashed(_ words: [String]) throws -> (kinds: [KindReference], names: [String], isAll: Bool) {
    var kinds: [KindReference] = []
    var names: [String] = []
    for word in words {
      let parts = word.split(separator: "/", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw CommandFailure(.usage, "\"\(word)\" is not KIND/NAME") }
      let kind = try kind(named: parts[0])
      if let first = kinds.first, first.groupKind != kind.groupKind {
        throw CommandFailure(.usage, "\"\(word)\" is of another kind than \"\(words[0])\"; name one kind at a time")
      }
      kinds = [kind]
      names.append(parts[1])
    }
    return (kinds, names, false)
  }
}
