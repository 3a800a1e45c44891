import Controller
import Kube
import Logging
import Structure
import Synchronization
import Testing

@Suite("Log lines")
struct LogHandlerTests {
  private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    var output: LogOutput { LogOutput { line in self.lines.withLock { $0.append(line) } } }
    var text: String { lines.withLock { $0.joined() } }
  }

  private static let now: @Sendable () -> Timestamp = { Timestamp(microsecondsSinceEpoch: 1_769_850_303_120_456) }
  private let lines = Lines()

  private func log(json: Bool = false, color: Bool = false, level: Logger.Level = .info) -> Logger {
    var log = Logger(label: "test") { [lines] _ in
      json
        ? JSONLogHandler(level: level, output: lines.output, now: Self.now) as any LogHandler
        : TextLogHandler(level: level, output: lines.output, usesColor: color, now: Self.now)
    }
    log[metadataKey: "controller"] = "gitrepository"
    log[metadataKey: "controllerGroup"] = "source.toolkit.fluxcd.io"
    log[metadataKey: "controllerKind"] = "GitRepository"
    log[metadataKey: "namespace"] = "apps"
    log[metadataKey: "name"] = "app"
    log[metadataKey: "reconcileID"] = "0000"
    return log
  }

  @Test("for people name the object and hide what only programs need")
  func text() {
    log().notice("stored artifact", metadata: ["revision": "main@sha1:abc", "note": "two words", "kinds": ["A", "B"]])
    #expect(
      lines.text
        == "09:05:03.120 NOTICE   GitRepository/apps/app  stored artifact kinds=A,B note=\"two words\" revision=main@sha1:abc\n"
    )
  }

  @Test("for people stay one line and cannot play with the terminal")
  func hostile() {
    log().error("failed", metadata: ["error": "line one\nline two \u{1B}[31mred"])
    #expect(
      lines.text
        == "09:05:03.120 ERROR    GitRepository/apps/app  failed error=\"line one\\nline two \\u{1b}[31mred\"\n")
  }

  @Test("for people have colours on a terminal only")
  func color() {
    log(color: true).info("x")
    #expect(lines.text.contains("\u{1B}["))
  }

  @Test("for programs are one JSON object each, with Flux's names")
  func json() throws {
    log(json: true).error(
      "reconcile failed", metadata: ["error": "no \"such\"\nbranch", "objects": .array(["a", "b"])])
    let text = lines.text
    #expect(text.filter { $0 == "\n" }.count == 1)
    let line = try JSON.parse(text)
    #expect(
      line == [
        "level": "error", "ts": "2026-01-31T09:05:03.120456Z", "msg": "reconcile failed",
        "controller": "gitrepository", "controllerGroup": "source.toolkit.fluxcd.io",
        "controllerKind": "GitRepository", "namespace": "apps", "name": "app", "reconcileID": "0000",
        "error": "no \"such\"\nbranch", "objects": ["a", "b"],
        "GitRepository": ["name": "app", "namespace": "apps"],
      ])
    #expect(text.hasPrefix("{\"level\":\"error\",\"ts\":"))
  }

  @Test("below the level are not written", arguments: [true, false])
  func level(json: Bool) {
    log(json: json, level: .error).info("quiet")
    #expect(lines.text.isEmpty)
  }
}
