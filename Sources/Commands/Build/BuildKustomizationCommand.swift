package import ArgumentParser
import Glibc
import HelmCharts
import Overlay
import RemoteBases
import Structure

/// `martlet build kustomization DIR`: prints what `kustomize build DIR` would.
package struct BuildKustomizationCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "kustomization", abstract: "Render a kustomization to YAML.",
    discussion: "Prints the same bytes as kustomize 5.5. Warnings and errors go to standard error.")

  /// Where files may be read from.
  enum Restriction: String, ExpressibleByArgument, CaseIterable {
    case rootOnly = "LoadRestrictionsRootOnly"
    case none = "LoadRestrictionsNone"
  }

  @Argument(help: "The directory with the kustomization file.", completion: .directory)
  var directory = "."

  @Option(help: "Whether files outside of a kustomization's directory may be read.")
  var loadRestrictor = Restriction.rootOnly

  @Flag(help: "Render the charts of helmCharts; fetching them needs --allow-remote-bases.")
  var enableHelm = false

  @Flag(help: "Fetch bases and files that are named by a URL.")
  var allowRemoteBases = false

  package init() {}

  package func run() throws {
    var request = Request(directory: directory)
    request.allowsFilesOutsideRoot = loadRestrictor == .none
    request.allowsRemoteBases = allowRemoteBases
    request.rendersCharts = enableHelm
    try request.run()
  }
}

extension BuildKustomizationCommand {
  /// What the command line asks for.
  struct Request {
    var directory: String
    var allowsFilesOutsideRoot = false
    var allowsRemoteBases = false
    var rendersCharts = false
  }

  /// The request of a command line that is this command with a directory and nothing else.
  ///
  /// ArgumentParser looks at all declarations of all commands on the way, which takes longer than rendering a small
  /// overlay; the command line that scripts run in loops goes without.
  static func plainRequest(_ arguments: [String]) -> Request? {
    guard arguments.count == 3, arguments[0] == "build", arguments[1] == "kustomization",
      let first = arguments[2].utf8.first, first != UInt8(ascii: "-")
    else { return nil }
    return Request(directory: arguments[2])
  }
}

extension BuildKustomizationCommand.Request {
  /// Prints the objects, and ends the process when that worked.
  func run() throws {
    let remoteBases = allowsRemoteBases ? try RemoteBaseFetcher(identity: .ofThisPerson) : nil
    defer { remoteBases?.close() }
    let here = WorkingDirectory.current
    let path = directory.hasPrefix("/") ? directory : here + "/" + directory
    var options = Overlay.Options()
    options.treeIsFileSystem = true
    options.isLastWork = true
    options.allowsFilesOutsideRoot = allowsFilesOutsideRoot
    options.remoteBases = remoteBases
    if rendersCharts { options.charts = try HelmChartInflater(fetchesCharts: allowsRemoteBases) }
    let result: Overlay.Result
    do throws(OverlayError) {
      result = try Overlay.build(tree: DirectoryFileTree(root: "/"), directory: path, options: options)
    } catch {
      FileDescriptor.standardError.write("error: \(WorkingDirectory.shorten(error))\n")
      throw ExitCode.failure
    }
    for warning in result.warnings { FileDescriptor.standardError.write("# Warning: \(warning)\n") }
    FileDescriptor.standardOutput.write(Overlay.write(result.objects))
    remoteBases?.close()
    // The process ends here: giving the result back piece by piece would only take time.
    withExtendedLifetime(result) { Glibc.exit(0) }
  }
}

/// The directory the command was started in, for paths as people see them.
private enum WorkingDirectory {
  static var current: String {
    guard let buffer = getcwd(nil, 0) else { return "/" }
    defer { free(buffer) }
    return String(cString: buffer)
  }

  /// The message with paths below the working directory made relative to it.
  static func shorten(_ error: OverlayError) -> String {
    error.description(prefix: "/").replacing(current == "/" ? "/" : current + "/", with: "")
  }
}

/// Standard output and error, written whole.
private struct FileDescriptor {
  let number: Int32
  static let standardOutput = FileDescriptor(number: 1)
  static let standardError = FileDescriptor(number: 2)

  func write(_ text: String) { write(Array(text.utf8)) }

  func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Glibc.write(number, rest.baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
      }
    }
  }
}

extension Slice where Base == UnsafeRawBufferPointer {
  fileprivate var baseAddress: UnsafeRawPointer? { UnsafeRawBufferPointer(rebasing: self).baseAddress }
}
