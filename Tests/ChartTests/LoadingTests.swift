import Archive
import Chart
import Structure
import Testing

@Suite("Loading charts")
struct LoadingTests {
  @Test(
    "a mistake names the file, the line and what to do",
    arguments: [
      (["Chart.yaml": "a: [\n"], "app/Chart.yaml:2:1: "),
      (
        ["Chart.yaml": "apiVersion: v2\nname: a\nversion: [1]\n"],
        "app/Chart.yaml:3:10: version: expected a string, found a list"
      ),
      (
        ["Chart.yaml": "apiVersion: v2\nname: a\nversion: x\n"],
        "app/Chart.yaml: the chart's version 'x' is no semantic version"
      ),
      (["Chart.yaml": "apiVersion: v2\nversion: 1.0.0\n"], "app/Chart.yaml: the chart has no name"),
      (
        ["Chart.yaml": "apiVersion: v2\nname: ../a\nversion: 1.0.0\n"],
        "app/Chart.yaml: the chart's name '../a' is not allowed"
      ),
      (
        ["Chart.yaml": "apiVersion: v2\nname: a\nversion: 1.0.0\ndependencies:\n- name: b\n- name: b\n"],
        "app/Chart.yaml: more than one dependency has the name or alias 'b'"
      ),
      (["values.yaml": "a: 1\nb: {\n"], "app/values.yaml:3:1: "),
      (["values.yaml": "- a\n"], "app/values.yaml:1:1: values must be a mapping"),
      (["values.yaml": "a: .inf\n"], "app/values.yaml:1:4: "),
      ([".helmignore": "ok\na**b\n"], "app/.helmignore:2:1: 'a**b': double-star (**) syntax is not supported"),
      (["charts/notes.txt": "x"], "app/charts/notes.txt: is no chart"),
      (["charts/sub/values.yaml": "a: 1"], "app/charts/sub: there is no Chart.yaml"),
      (["charts/sub/Chart.yaml": "name: s\n"], "app/charts/sub/Chart.yaml: the chart has no version"),
      (["charts/sub.tgz": "no archive"], "app/charts/sub.tgz: the archive is not a gzip archive"),
    ])
  func mistakes(files: [String: String], message: String) {
    let found = Sample.message { () throws(ChartError) in try Sample.chart(files) }
    #expect(found.hasPrefix(message), "\(found)")
  }

  @Test("numbers and booleans in Chart.yaml become text as Go's decoder makes them")
  func scalars() throws {
    let chart = try Sample.chart([
      "Chart.yaml":
        "apiVersion: v2\nNAME: app\nversion: 1.10\nappVersion: 1e6\nannotations: {a: 1.0, b: true, c: 08, d: 123456789.5, e: 0x10}\n"
    ])
    #expect(chart.metadata.name == "app")
    #expect(chart.metadata.version == "1.1")
    #expect(chart.metadata.appVersion == "1e+06")
    #expect(chart.metadata.annotations == ["a": "1", "b": "true", "c": "8", "d": "1.2345679e+08", "e": "16"])
  }

  @Test(
    "ignore rules mean what they mean to Helm",
    arguments: [
      ("*.txt", ["a.txt", "sub/b.txt"]), ("/a.txt", ["a.txt"]), ("sub/", ["sub/b.txt", "sub/c.yaml"]),
      ("sub/*.yaml", ["sub/c.yaml"]), ("# a.txt\n\n  a.txt  \r\n", ["a.txt"]), ("[ab].txt", ["a.txt", "sub/b.txt"]),
      ("sub", ["sub/b.txt", "sub/c.yaml"]), ("?.yaml", ["sub/c.yaml"]),
    ])
  func ignoring(rules: String, gone: [String]) throws {
    let files = ["a.txt": "", "sub/b.txt": "", "sub/c.yaml": "", ".helmignore": rules]
    let kept = Set(try Sample.chart(files).files.map(\.path))
    #expect(Set(files.keys).subtracting(kept).sorted() == gone)
  }

  @Test("hidden files are no templates, and a byte order mark is none of the text")
  func templates() throws {
    let chart = try Sample.chart(["templates/.x": "a", "templates/a.yaml": "\u{FEFF}b: 1"])
    #expect(chart.templates == [ChartFile(path: "templates/a.yaml", content: Array("b: 1".utf8))])
  }

  @Test("links are followed within the chart, and refused out of it")
  func links() throws {
    let inside = MemoryFileTree(
      ["Chart.yaml": Array("apiVersion: v2\nname: app\nversion: 1.0.0\n".utf8), "files/x": Array("x".utf8)],
      links: ["templates/x.yaml": "../files/x", "templates/more": "../files"])
    let chart = try ChartLoader.load(tree: inside, name: "app")
    #expect(chart.templates.map(\.path) == ["templates/more/x", "templates/x.yaml"])
    let outside = MemoryFileTree(
      ["Chart.yaml": Array("apiVersion: v2\nname: app\nversion: 1.0.0\n".utf8)],
      links: ["templates/x.yaml": "../../etc/passwd"])
    #expect(
      Sample.message { () throws(ChartError) in try ChartLoader.load(tree: outside, name: "app") }
        == "app/templates/x.yaml: is a symbolic link that leads outside the chart; put a copy in its place")
  }

  @Test("a packed chart is loaded as its folder is, dependencies in archives too")
  func archives() throws {
    let inner = try ChartPackage(
      tree: Sample.tree(["Chart.yaml": "apiVersion: v2\nname: sub\nversion: 2.0.0\n", "values.yaml": "a: 1\n"]),
      name: "sub")
    #expect(inner.fileName == "sub-2.0.0.tgz")
    var tree = Sample.tree(["templates/a.yaml": "x"])
    tree.set("charts/sub-2.0.0.tgz", inner.archive)
    let package = try ChartPackage(tree: tree, name: "app", version: "3.0.0", appVersion: "7")
    let chart = try ChartLoader.load(archive: package.archive, name: package.fileName)
    #expect(chart.metadata.version == "3.0.0")
    #expect(chart.metadata.appVersion == "7")
    #expect(chart.dependencies.map(\.metadata.name) == ["sub"])
    #expect(chart.dependencies[0].values["a"] == 1)
    #expect(try ChartPackage(tree: tree, name: "app", version: "3.0.0", appVersion: "7").archive == package.archive)
  }

  @Test(
    "archives hold plain files below one folder and nothing else",
    arguments: [
      "app/../../etc/x", "../x", "/etc/x", "x", "app/c:/x", "app\\..\\..\\x", "app/a/../../../x",
    ])
  func paths(path: String) throws {
    let archive = try TarWriter.gzip([
      TarEntry(path: "app/Chart.yaml", content: Array("apiVersion: v2\nname: app\nversion: 1.0.0\n".utf8)),
      TarEntry(path: path, content: [1]),
    ])
    let found = Sample.message { () throws(ChartError) in try ChartLoader.load(archive: archive, name: "a.tgz") }
    #expect(
      found.hasPrefix("a.tgz: the archive holds '\(path)', ") || path == "app/c:/x" && found == "no error", "\(found)")
  }

  @Test("all archives inside of a chart share one budget")
  func budget() throws {
    // Each archive carries the next one twice: nine levels of 4 MiB would be two gigabytes.
    let zeros = [UInt8](repeating: 0, count: 4 << 20)
    var inner: [UInt8]?
    for _ in 0..<9 {
      var entries = [
        TarEntry(path: "app/Chart.yaml", content: Array("apiVersion: v2\nname: app\nversion: 1.0.0\n".utf8)),
        TarEntry(path: "app/zeros", content: zeros),
      ]
      for name in ["a", "b"] { inner.map { entries.append(TarEntry(path: "app/charts/\(name).tgz", content: $0)) } }
      inner = try TarWriter.gzip(entries)
    }
    let archive = try #require(inner)
    #expect(archive.count < 1 << 20)
    let found = Sample.message { () throws(ChartError) in try ChartLoader.load(archive: archive, name: "a.tgz") }
    #expect(found.contains("holds more than the limit of"), "\(found)")
  }
}
