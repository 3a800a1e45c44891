import ArgumentParser
import Structure

/// `martlet version`.
struct VersionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version",
    abstract: "Print the version.",
    discussion: """
      Examples:
        martlet version
        martlet version -o json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, yaml }

  @Option(name: .shortAndLong, help: "text, json or yaml.")
  var output: Format = .text

  func run() async throws {
    let output = CommandOutput.current
    let facts: Value = [
      "martlet": .string(MartletVersion.number), "swift": .string(MartletVersion.compiler),
      "platform": .string(MartletVersion.platform),
    ]
    switch self.output {
    case .text: output.line("martlet \(MartletVersion.number) (\(MartletVersion.compiler), \(MartletVersion.platform))")
    case .json: output.line(JSON.text(facts))
    case .yaml: output.standard(YAML.write(facts))
    }
  }
}

/// What this build is.
package enum MartletVersion {
  package static let number = "0.1.0-dev"

  static var compiler: String {
    #if compiler(>=6.3)
      "Swift 6.3 or later"
    #else
      "Swift 6"
    #endif
  }

  static var platform: String {
    #if arch(x86_64)
      "linux/amd64"
    #elseif arch(arm64)
      "linux/arm64"
    #else
      "linux"
    #endif
  }
}
