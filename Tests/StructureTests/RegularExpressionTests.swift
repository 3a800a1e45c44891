import Structure
import Testing

@Suite("Regular expressions")
struct RegularExpressionTests {
  @Test("match as Go's do")
  func matching() throws {
    let expression = try RegularExpression("(?P<major>[0-9]+)\\.([0-9]+)?")
    #expect(expression.matches("v1.2"))
    #expect(!expression.matches(""))
    #expect(expression.firstMatch(in: "v12.x") == ["12.", "12", nil])
    #expect(try RegularExpression("").matches(""))
    #expect(try RegularExpression("").firstMatch(in: "") == [""])
    #expect(try RegularExpression("^é.$").matches("éü"))
  }

  @Test("match whole texts when anchored")
  func anchored() throws {
    let expression = try RegularExpression(anchored: "a|bc")
    #expect(expression.matches("bc"))
    #expect(!expression.matches("abc"))
    #expect(!expression.matches("bc\n"))
  }

  @Test("say why a pattern is refused")
  func refused() {
    let error = #expect(throws: SyntaxError.self) { try RegularExpression("a(b") }
    #expect(error?.message.contains("missing )") == true, "\(error?.message ?? "")")
    #expect(throws: SyntaxError.self) { try RegularExpression("(?=x)") }
  }

  @Test("take linear time where others take forever")
  func linear() throws {
    let expression = try RegularExpression("^(a+)+$")
    #expect(!expression.matches(String(repeating: "a", count: 50_000) + "b"))
  }
}
