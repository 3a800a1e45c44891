import ArgumentParser
import Chart

/// Flags for the values of a chart, as Helm has them.
struct ValueOptions: ParsableArguments {
  @Option(
    name: [.customShort("f"), .long],
    help: "A file of values, or - for standard input; may be repeated, later ones win.",
    completion: .file())
  var values: [String] = []

  @Option(help: "Single values: a.b=1,c[0]=x,d={1,2}; numbers and booleans are what they look like.")
  var set: [String] = []

  @Option(help: "Single values that are always text.")
  var setString: [String] = []

  @Option(help: "Single values from files: key=PATH.")
  var setFile: [String] = []

  @Option(help: "Single values in JSON: key=JSON, or a whole JSON object.")
  var setJson: [String] = []

  @Option(help: "A single value that is taken as it stands, commas included.")
  var setLiteral: [String] = []

  /// The values, files first, then single ones in Helm's order: JSON, typed, text, files, literal.
  /// - Throws: ``CommandFailure``.
  func read() throws(CommandFailure) -> UserValues {
    var result = try Self.read(files: values)
    do throws(ChartError) {
      let readFile: @Sendable (String) throws -> [UInt8] = { try InputFile.read($0) }
      let settings =
        setJson.map { Assignment(.json, $0) } + set.map { Assignment(.typed, $0) }
        + setString.map { Assignment(.text, $0) } + setFile.map { Assignment(.file(read: readFile), $0) }
        + setLiteral.map { Assignment(.literal, $0) }
      for setting in settings { try result.apply(setting) }
      return result
    } catch {
      throw CommandFailure(.failed, "\(error)")
    }
  }

  /// The values of files, later ones over earlier ones.
  /// - Throws: ``CommandFailure``.
  static func read(files paths: [String]) throws(CommandFailure) -> UserValues {
    let files = try paths.map { path throws(CommandFailure) in
      ChartFile(path: path == "-" ? "standard input" : path, content: try InputFile.read(path))
    }
    do throws(ChartError) {
      return try UserValues(files: files)
    } catch {
      throw CommandFailure(.failed, "\(error)")
    }
  }
}
