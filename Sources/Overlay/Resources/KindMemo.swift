/// What was worked out for each kind. A build has few kinds, so that looking at each in turn is quicker than hashing.
struct KindMemo<Answer> {
  private var recent: [(kind: KindSelector, answer: Answer)] = []
  private var others: [KindSelector: Answer] = [:]
  private static var limit: Int { 8 }

  subscript(kind: KindSelector) -> Answer? {
    get {
      for index in recent.indices where recent[index].kind == kind { return recent[index].answer }
      return others.isEmpty ? nil : others[kind]
    }
    set {
      guard let newValue else { return }
      if recent.count < Self.limit { recent.append((kind, newValue)) } else { others[kind] = newValue }
    }
  }
}
