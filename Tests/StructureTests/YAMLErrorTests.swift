import Structure
import Testing

@Suite("YAML that is wrong")
struct YAMLErrorTests {
  @Test(
    "says where and what",
    arguments: [
      ("a: b: c", "1:5: mapping values are not allowed here"), ("a: 1\na: 2", "2:1: the key \"a\" stands twice"),
      ("a:\n  b: 1\n c: 2", "3:2: expected another key here"),
      ("a: [1", "2:1: expected ',' or ']' (in the […] list that begins at 1:4)"),
      ("a:\n\tb: 1", "2:1: a value cannot begin with this character"), ("a: *b", "1:4: the alias *b has no anchor"),
      ("a: &b [*b]", "1:8: the alias *b stands inside"), ("{a: 1, [b]: 2}", "1:8: a key must be a single value"),
      ("~: 1", "1:1: a key cannot be null"), ("a: .nan", "1:4: .nan is no number"),
      ("a: !!int x", "1:4: \"x\" is no !!int"),
      ("<<: 1", "'<<' takes a mapping"), ("a: \"b", "the text ends inside this value"),
      ("a: 1\n---\nb: 2", "3:1: expected one"),
      ("a: \u{1}", "control characters are not allowed"), ("é: *x", "1:4: the alias *x"),
    ])
  func position(text: String, expected: String) {
    let error = #expect(throws: SyntaxError.self) { try YAML.parse(text) }
    #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
  }

  @Test("finds a key that stands twice among thousands")
  func manyKeys() throws {
    let lines = (0..<5000).map { "key-\($0): \($0)\n" }.joined()
    #expect(try YAML.parse(lines).object?.count == 5000)
    let error = #expect(throws: SyntaxError.self) { try YAML.parse(lines + "key-2500: x\n") }
    #expect(error?.position == SourcePosition(line: 5001, column: 1))
  }

  @Test("refuses an alias bomb at once")
  func aliasBomb() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...40 {
      text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
    }
    let error = #expect(throws: SyntaxError.self) { try YAML.parse(text) }
    #expect(error?.message.contains("1000000 values") == true)
  }

  @Test("counts long texts behind aliases as what they cost")
  func longAliases() {
    let text = "- &a " + String(repeating: "x", count: 64_000) + "\n" + String(repeating: "- *a\n", count: 2000)
    #expect(throws: SyntaxError.self) { try YAML.parse(text) }
  }

  @Test("refuses values that nest too deeply, and reads what is just within")
  func depth() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(throws: SyntaxError.self) { try YAML.parse(nested(1001)) }
    #expect(throws: SyntaxError.self) { try YAML.parse(String(repeating: "[", count: 100_000)) }
    let value = try YAML.parse(nested(1000))
    #expect(try YAML.parse(YAML.write(value)) == value)
  }

  @Test("survives random bytes", arguments: 0..<20)
  func randomBytes(seed: Int) {
    var random = RandomDocument(seed: UInt64(seed))
    let alphabet = Array("ab:- \n[]{}#&*!|>'\"%@`,?\t~<0\\".utf8)
    for _ in 0..<300 {
      let bytes = (0..<random.below(60)).map { _ in
        random.below(20) == 0 ? UInt8(random.below(256)) : alphabet[random.below(alphabet.count)]
      }
      guard let value = try? YAML.parse(bytes) else { continue }
      // What could be read can be written and read again.
      #expect((try? YAML.parse(YAML.write(value))) == value, "\(bytes)")
    }
  }
}
