import Kube
import Structure
import Testing

@Suite struct LabelSelectorTests {
  @Test(
    "The text of a selector decides which labels match",
    arguments: [
      ("", true), ("app=web", true), ("app==web", true), ("app!=web", false), ("app in (db, web)", true),
      ("app notin (db)", true), ("tier", false), ("!tier", true), ("tier!=x", true), ("app=web,tier=x", false),
      ("tier notin (x),app", true),
    ])
  func matching(_ text: String, _ expected: Bool) throws {
    #expect(try LabelSelector(parsing: text).matches(["app": "web"]) == expected)
  }

  @Test("A text that is no selector is refused", arguments: ["=x", "a b", "a in b", "a under (b)", "!"])
  func malformed(_ text: String) {
    #expect(throws: LabelSelectorError.self) { _ = try LabelSelector(parsing: text) }
  }

  @Test("Labels and expressions of an object are read")
  func fields() throws {
    let selector = try LabelSelector([
      "matchLabels": ["app": "web"], "matchExpressions": [["key": "tier", "operator": "NotIn", "values": ["db"]]],
    ])
    #expect(selector.matches(["app": "web", "tier": "front"]))
    #expect(!selector.matches(["app": "web", "tier": "db"]))
    #expect(throws: LabelSelectorError.self) {
      _ = try LabelSelector(["matchExpressions": [["key": "tier", "operator": "Under"]]])
    }
  }
}

@Suite struct QuantityTests {
  @Test(
    "Amounts compare across suffixes",
    arguments: [("1000m", "1"), ("1Gi", "1024Mi"), ("1e3", "1k"), ("0.5", "500m"), ("1.5Ki", "1536"), ("-1", "-1000m")])
  func equality(_ left: String, _ right: String) throws { #expect(try Quantity(left) == Quantity(right)) }

  @Test("Texts that are no amounts are refused", arguments: ["", "m", "1x", "1 Gi", "--1", "1.2.3", "1e99"])
  func malformed(_ text: String) { #expect(throws: QuantityError.self) { _ = try Quantity(text) } }
}
