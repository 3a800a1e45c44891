import ArgumentParser
import Chart
import ChartRepository
import HTTP
import Registry
import Structure

/// Where a command takes a chart from: a folder, an archive, an address, a registry, or a repository.
struct ChartSource: ParsableArguments {
  @Argument(
    help: "The chart: a folder, an archive (.tgz), https://….tgz, oci://…, or a name with --repo.", completion: .file())
  var chart: String

  @Option(help: "The address of a repository of charts (https://…), or of a registry's folder of charts (oci://…).")
  var repo: String?

  @Option(name: .customLong("version"), help: "The version, or a range of versions; the newest release by default.")
  var chartVersion: String?

  @Option(help: "The user for the repository or registry.")
  var username: String?

  @Flag(help: "Read the password for the repository or registry from standard input.")
  var passwordStdin = false

  @Option(help: "Certificate authorities (PEM) for the repository or registry.", completion: .file())
  var caFile: String?

  @Flag(help: "Speak to registries without TLS. Registries on this machine need no flag.")
  var plainHttp = false

  func validate() throws {
    guard passwordStdin == (username != nil) else {
      throw ValidationError("--username and --password-stdin belong together")
    }
  }

  /// Whether the chart is not on this machine.
  var isRemote: Bool { repo != nil || Self.isAddress(chart) }

  /// Whether a chart is named by an address.
  static func isAddress(_ chart: String) -> Bool {
    ["oci://", "https://", "http://"].contains { chart.lowercased().hasPrefix($0) }
  }

  /// - Parameter isForRendering: See ``ChartLoader``.
  /// - Throws: ``CommandFailure`` that names the chart and the file with the mistake.
  func load(isForRendering: Bool = false) async throws -> Chart {
    guard isRemote else { return try Self.load(path: chart, isForRendering: isForRendering) }
    do {
      let fetched = try await fetch()
      return try ChartLoader.load(archive: fetched.bytes, name: chart, isForRendering: isForRendering)
    } catch let error as ChartError {
      throw CommandFailure(.failed, "\(error)")
    } catch let error as ChartFetchError {
      throw CommandFailure(error.code == .notFound ? .notFound : .failed, "\(error)")
    }
  }

  /// Loads the chart at a path of this machine.
  /// - Throws: ``CommandFailure`` that names the chart and the file with the mistake.
  static func load(path chart: String, isForRendering: Bool = false) throws(CommandFailure) -> Chart {
    let isFolder = InputFile.isFolder(chart)
    let archive = isFolder == false ? try InputFile.read(chart) : []
    do throws(ChartError) {
      switch isFolder {
      case true?:
        return try ChartLoader.load(
          tree: DirectoryFileTree(root: chart), name: trimmed(chart), isForRendering: isForRendering)
      case false?: return try ChartLoader.load(archive: archive, name: chart, isForRendering: isForRendering)
      case nil: break
      }
    } catch {
      throw CommandFailure(.failed, "\(error)")
    }
    throw CommandFailure(
      .usage, "\(chart): there is no such folder or archive; a chart of a repository needs --repo ADDRESS")
  }

  /// The archive of a remote chart.
  private func fetch() async throws -> FetchedChart {
    var request = ChartRequest(try ChartLocation(chart, repository: repo), version: chartVersion)
    request.access.plainHTTP = plainHttp
    if let caFile { request.access.tls.authorities = try InputFile.read(caFile) }
    request.access.keychain = RegistryKeychain(
      try DockerConfiguration.standardPaths.compactMap { path throws(RegistryError) in
        try DockerConfiguration(path: path)
      })
    if let username {
      let password = String(decoding: try InputFile.read("-").prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
      request.access.credentials = .basic(username: username, password: password)
    }
    return try await ChartFetcher(http: try HTTPClient()).fetch(request)
  }

  /// The path without slashes at its end.
  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }
}
