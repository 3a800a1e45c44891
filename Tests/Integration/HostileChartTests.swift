import Archive
import TestSupport
import Testing

/// Charts that mean no good end with a message, within two seconds of work and 256 MiB.
@Suite("Hostile charts", .serialized)
struct HostileChartTests {
  private static let metadata = "apiVersion: v2\nname: c\nversion: 0.1.0\n"
  private static let aliases: String = {
    var text = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for (name, before) in zip("bcdefghij", "abcdefghi") {
      let uses = [String](repeating: "*\(before)", count: 9).joined(separator: ", ")
      text += "\(name): &\(name) [\(uses)]\n"
    }
    return text
  }()

  /// Files of a chart by path, by what is wrong with them.
  private static let charts: [String: [String: String]] = [
    "a template that recurses for ever": [
      "templates/a.yaml": #"{{ define "a" }}{{ template "a" . }}{{ end }}{{ template "a" . }}"#
    ],
    "an include that recurses for ever": [
      "templates/a.yaml": #"{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}"#
    ],
    "a template that doubles its output": [
      "templates/a.yaml": #"{{ $x := "aaaaaaaa" }}{{ range until 60 }}{{ $x = print $x $x }}{{ end }}{{ $x }}"#
    ],
    "definitions that double one another": [
      "templates/a.yaml": (0..<60).map {
        "{{ define \"d\($0)\" }}{{ template \"d\($0 + 1)\" }}{{ template \"d\($0 + 1)\" }}{{ end }}"
      }.joined() + #"{{ define "d60" }}x{{ end }}{{ template "d0" }}"#
    ],
    "tables that hold one another many times over": [
      "templates/a.yaml":
        #"{{ $x := dict "a" 1 }}{{ range until 40 }}{{ $x = dict "a" $x "b" $x }}{{ end }}{{ toYaml $x }}"#
    ],
    "passwords without end": ["templates/a.yaml": #"{{ range until 100000 }}{{ htpasswd "a" "b" }}{{ end }}"#],
    "a loop without end": ["templates/a.yaml": "{{ range 9223372036854775807 }}{{ end }}"],
    "a line of 10 MB": ["templates/a.yaml": "a: " + String(repeating: "x", count: 10 << 20)],
    "aliases that expand in values": ["values.yaml": aliases],
    "aliases that expand in a manifest": ["templates/a.yaml": aliases],
    "a schema that refers to itself": ["values.schema.json": ##"{"$ref": "#"}"##, "values.yaml": "a: 1\n"],
    "a schema that refers to the network": ["values.schema.json": #"{"$ref": "http://169.254.169.254/"}"#],
    "a schema that combines without end": [
      "values.schema.json": ##"{"$ref": "#/$defs/0", "$defs": {"60": false"##
        + (0..<60).map {
          ##", "\##($0)": {"anyOf": [{"$ref": "#/$defs/\##($0 + 1)"}, {"$ref": "#/$defs/\##($0 + 1)"}]}"##
        }
        .joined() + "}}"
    ],
    "parentheses without end": [
      "templates/a.yaml": "{{ " + String(repeating: "(", count: 1_000_000) + " }}"
    ],
  ]

  @Test("it ends with a message", arguments: charts.keys.sorted())
  func folder(what: String) throws {
    let folder = try TemporaryFolder("martlet-hostile")
    for (path, text) in ["Chart.yaml": Self.metadata].merging(Self.charts[what] ?? [:], uniquingKeysWith: { $1 }) {
      try Files.write(text, to: folder.file(path))
    }
    try Self.expectEnd(of: folder.path, what)
  }

  private static let zeros = [UInt8](repeating: 0, count: 4 << 20)

  /// Entries of an archive, by what is wrong with them.
  private static let archives: [String: [TarEntry]] = [
    "a path out of the folder": [TarEntry(path: "c/../../etc/x")],
    "an absolute path": [TarEntry(path: "/etc/x")],
    "a bomb": (0..<60).map { TarEntry(path: "c/\($0)", content: zeros) },
    "a large file": [TarEntry(path: "c/x", content: zeros + zeros)],
    "very many files": (0..<60_000).map { TarEntry(path: "c/\($0)") },
  ]

  @Test("an archive ends with a message", arguments: archives.keys.sorted())
  func archive(what: String) throws {
    let folder = try TemporaryFolder("martlet-hostile")
    let chart = TarEntry(path: "c/Chart.yaml", content: Array(Self.metadata.utf8))
    try Files.write(TarWriter.gzip([chart] + (Self.archives[what] ?? [])), to: folder.file("c.tgz"))
    try Self.expectEnd(of: folder.file("c.tgz"), what)
  }

  @Test("a link in an archive ends with a message")
  func link() async throws {
    let folder = try TemporaryFolder("martlet-hostile")
    try Files.write(Self.metadata, to: folder.file("c/Chart.yaml"))
    try await Shell.run("ln", "-s", "/etc/passwd", folder.file("c/passwd"))
    try await Shell.run("tar", "-C", folder.path, "-czf", folder.file("c.tgz"), "c")
    try Self.expectEnd(of: folder.file("c.tgz"), "a symbolic link to '/etc/passwd'")
  }

  private static func expectEnd(of chart: String, _ what: String) throws {
    let end = try MeasuredChild.run([try MartletBinary.beside(store: "").path, "build", "chart", chart])
    #expect(end.status == 1, "\(what): it ended with \(end.status)")
    #expect(end.errors.hasPrefix("✗ "), "\(what): \(end.errors.prefix(300))")
    #expect(end.peakBytes <= 256 << 20, "\(what): it took \(end.peakBytes >> 20) MiB")
    #if !DEBUG
      #expect(end.cpuSeconds <= 2, "\(what): it took \(end.cpuSeconds) s")
    #endif
  }
}
