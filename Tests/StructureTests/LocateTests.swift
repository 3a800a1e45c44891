import Structure
import Testing

@Suite("Finding a value's place in a text")
struct LocateTests {
  private let text = """
    # head
    kind: A
    ---
    spec:
      list:
      - name: x
      - {name: "é", port: 1}
      a/b: c
    """

  @Test(
    "points at values and keys",
    arguments: [
      ("", false, 4, 1), ("/spec", false, 5, 3), ("/spec", true, 4, 1), ("/spec/list/0/name", false, 6, 11),
      ("/spec/list/1/port", true, 7, 17), ("/spec/list/1/port", false, 7, 23), ("/spec/a~1b", false, 8, 8),
      ("/spec/list/7", false, 6, 3), ("/spec/missing/deep", true, 5, 3),
    ])
  func locate(pointer: String, key: Bool, line: Int, column: Int) throws {
    let found = YAML.locate(try JSONPointer(parsing: pointer), in: Array(text.utf8), document: 1, key: key)
    #expect(found == SourcePosition(line: line, column: column))
  }

  @Test("knows when there is no such document")
  func noDocument() { #expect(YAML.locate(.root, in: Array(text.utf8), document: 2) == nil) }
}
