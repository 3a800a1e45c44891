import Glibc
import Structure
import Testing

@testable import Commands

@Suite struct MartletCommandTests {
  @Test("a store that is missing or no database is one line and a status of its own")
  func store() async throws {
    let terminal = try Terminal()
    let missing = await terminal.run(["get", "ks"], store: terminal.path("none.db"))
    #expect(missing.status == 5)
    #expect(missing.errors.hasPrefix("✗ \(terminal.path("none.db")): there is no store"))
    #expect(missing.errors.split(separator: "\n").count == 1)
    let text = try terminal.file("notes.txt", String(repeating: "not a database\n", count: 100))
    let foreign = await terminal.run(["get", "ks"], store: text)
    #expect(foreign.status == 5)
    #expect(foreign.errors.hasPrefix("✗ \(text): is not a store"))
    #expect(foreign.errors.split(separator: "\n").count == 1)
  }

  @Test("version is printed for people and for programs")
  func version() async throws {
    let output = await capture(["version"])
    #expect(output.status == 0)
    #expect(output.text.hasPrefix("martlet \(MartletVersion.number) "))
    let json = try JSON.parse(await capture(["version", "-o", "json"]).text)
    #expect(json["martlet"]?.string == MartletVersion.number)
  }

  @Test("completion scripts are printed", arguments: ["bash", "zsh", "fish"])
  func completion(shell: String) async {
    let output = await capture(["completion", shell])
    #expect(output.status == 0)
    #expect(output.text.contains("reconcile"))
  }

  @Test(
    "every command shows help with an example",
    arguments: [
      "apply", "get", "describe", "patch", "delete", "reconcile", "suspend", "resume", "events", "build", "lint",
      "package",
      "show", "up",
      "version", "completion",
    ])
  func help(command: String) async {
    let output = await capture([command, "--help"])
    #expect(output.status == 0)
    #expect(output.text.contains("martlet \(command)"))
    #expect(output.text.lowercased().contains("example"))
  }

  @Test("a command that does not exist is wrong usage")
  func unknown() async {
    #expect(await capture(["aply"]).status == 2)
    #expect(await capture(["get", "--nope", "ks"]).status == 2)
  }

  private func capture(_ arguments: [String]) async -> (status: Int32, text: String) {
    let (texts, sink) = AsyncStream.makeStream(of: String.self)
    let output = CommandOutput(
      standard: { sink.yield(String(decoding: $0, as: UTF8.self)) }, errors: { _ in })
    let status = await CommandOutput.$current.withValue(output) { await MartletCommand.execute(arguments) }
    sink.finish()
    return (status, await texts.reduce("", +))
  }
}
