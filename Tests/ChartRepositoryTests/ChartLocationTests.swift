import HTTP
import Registry
import Testing

@testable import ChartRepository

@Suite("The place of a chart") struct ChartLocationTests {
  @Test(
    "what is no place of a chart is refused",
    arguments: [
      ("hello", nil), ("./hello", nil), ("ftp://x/y", nil), ("oci://x", nil), ("../x", "https://x"),
      ("a/b", "https://x"), ("..", "https://x"), ("https://y/x.tgz", "https://x"), ("hello", "ftp://x"),
      ("hello", "oci://x/y:1"), ("", "https://x"),
    ] as [(String, String?)])
  func locations(_ chart: String, _ repository: String?) {
    let error = #expect(throws: ChartFetchError.self) { try ChartLocation(chart, repository: repository) }
    #expect(error?.code == .invalidReference)
  }

  @Test(
    "relative addresses begin at the repository",
    arguments: [
      ("a.tgz", "https://h/x/a.tgz?t=1"), ("/a.tgz", "https://h/a.tgz?t=1"), ("../a.tgz", "https://h/a.tgz?t=1"),
      ("a.tgz?u=2", "https://h/x/a.tgz?u=2"), ("//o/a.tgz", "https://o/a.tgz"), ("http://o/a", "http://o/a"),
    ])
  func addresses(_ text: String, _ expected: String) throws {
    #expect(try ChartIndex.resolve(text, WebAddress("https://h/x?t=1")).text == expected)
  }
}
