import Testing

@testable import Git

@Suite("Versions and ranges") struct VersionTests {
  @Test("versions stand in the order of semver.org")
  func order() throws {
    let texts = [
      "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",
      "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0",
    ]
    let versions = try texts.map { try #require(SemanticVersion(tag: $0)) }
    #expect(versions.shuffled().sorted().map(\.description) == texts)
    #expect(SemanticVersion(tag: "v1.2.3+a") == SemanticVersion(tag: "1.2.3+b"))
  }

  @Test(
    "tags that are no whole version are none",
    arguments: ["1", "1.2", "v", "1.2.3.4", "01.2.3", "1.2.3-", "1.2.x", "1.2.3-01", "release-1.2.3"])
  func tags(_ tag: String) { #expect(SemanticVersion(tag: tag) == nil) }

  @Test(
    "a range takes what Masterminds' takes",
    arguments: [
      ("*", "1.2.3", true), ("*", "1.2.3-rc.1", false), (">=1.0.0", "1.0.0", true), (">=1.0.0 <2.0.0", "2.0.0", false),
      (">= 1.0.0, < 2.0.0", "1.9.9", true), ("^1.2.3", "1.9.0", true), ("^1.2.3", "2.0.0", false),
      ("^0.2.3", "0.2.9", true), ("^0.2.3", "0.3.0", false), ("^0.0.3", "0.0.4", false), ("^0.0", "0.0.9", true),
      ("^0", "0.9.0", true), ("~1.2.3", "1.2.9", true), ("~1.2.3", "1.3.0", false), ("~1", "1.9.0", true),
      ("1.2.x", "1.2.7", true), ("1.2.x", "1.3.0", false), ("1.x", "1.9.0", true), ("1.2", "1.2.5", true),
      ("1.2 - 1.4.5", "1.4.5", true), ("1.2 - 1.4.5", "1.4.6", false), ("1.2 - 1.4", "1.4.9", true),
      ("<1.0.0 || >=2.0.0", "0.9.0", true), ("<1.0.0 || >=2.0.0", "1.5.0", false), ("!=1.2.3", "1.2.3", false),
      ("!=1.2.3", "1.2.4", true), (">1.2", "1.2.9", false), (">1.2", "1.3.0", true), ("<=1.2", "1.2.9", true),
      (">=1.0.0-0", "1.0.0-rc.1", true), (">=1.0.0", "1.1.0-rc.1", false), ("=1.2.3", "1.2.3", true),
      ("v1.2.3", "1.2.3", true), (">=1.0.0-rc.1", "1.0.0-rc.2", true), ("~1.2.3-beta.1", "1.2.3-beta.2", true),
    ])
  func ranges(_ range: String, _ version: String, _ isTaken: Bool) throws {
    let found = try VersionConstraint(range).contains(try #require(SemanticVersion(tag: version)))
    #expect(found == isTaken, "\(range) and \(version)")
  }

  @Test("what is no range is refused", arguments: ["", "a", ">=", "1.2.3.4", "1..2", "|| 1", ">=1.0.0 ||"])
  func malformed(_ text: String) { #expect(throws: GitError.self) { try VersionConstraint(text) } }
}
