import Testing

@testable import Structure

@Suite struct NearestNameTests {
  @Test(
    "suggests the name that was probably meant",
    arguments: [
      ("intreval", "interval"), ("Path", "path"), ("sourceref", "sourceRef"), ("targetNamspace", "targetNamespace"),
    ])
  func suggesting(word: String, name: String) {
    #expect(NearestName.of(word, among: ["interval", "path", "sourceRef", "targetNamespace"]) == name)
  }

  @Test("suggests nothing that is far off")
  func notSuggesting() { #expect(NearestName.of("replicas", among: ["interval", "path"]) == nil) }
}
