import ArgumentParser

/// Which manifests a command reads.
struct ManifestOptions: ParsableArguments {
  @Option(
    name: .shortAndLong, parsing: .upToNextOption,
    help: ArgumentHelp("A file, a folder of .yaml, .yml and .json files, or - for standard input.", valueName: "file"),
    completion: .file())
  var filename: [String] = []

  @Flag(name: [.customShort("R"), .long], help: "Also read the folders inside of a folder.")
  var recursive = false
}
