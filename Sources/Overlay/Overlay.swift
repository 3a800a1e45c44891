package import Kube
package import Structure

/// Builds kustomizations: a file tree and a directory in it go in, objects come out.
///
/// A build is pure. It reads nothing but the tree, needs no clock and no network, and records every path that it looked
/// up, so that a caller knows when a new revision of the tree gives the same result.
package enum Overlay {
  /// How a directory is built. The defaults are those of kustomize's command line.
  package struct Options: Sendable {
    /// The order of the objects where the kustomization does not choose.
    package enum Order: Sendable { case legacy, fifo }

    package var order = Order.legacy
    /// Whether files outside of the directory of a kustomization may be read. They are within the tree in any case.
    package var allowsFilesOutsideRoot = false
    /// Whether the root of the tree is that of a file system, so that absolute paths and links mean something.
    package var treeIsFileSystem = false
    /// Fetches bases and files that are named by a URL; nil refuses them.
    package var remoteBases: (any RemoteBaseLoader)?
    /// Renders `helmCharts`; nil refuses them.
    package var charts: (any ChartInflater)?
    /// Whether a directory without a kustomization file is built from all manifests in and below it.
    package var generatesMissing = false
    /// What is put on top of the kustomization of the directory.
    package var additions = Additions()
    /// The most that files may hold.
    package var limits = Limits()
    /// Whether the process ends after the build: then nothing is given back, which takes a tenth of the time, and the
    /// read set stays empty, since nobody can ever compare with it.
    package var isLastWork = false

    package init() {}

    /// How Flux builds: in order of appearance, files from anywhere in the tree, missing kustomizations made up.
    package static var flux: Options {
      var options = Options()
      options.order = .fifo
      options.allowsFilesOutsideRoot = true
      options.generatesMissing = true
      return options
    }
  }

  /// The most bytes that a build reads.
  package struct Limits: Sendable {
    /// Of one file.
    package var file = 64 << 20
    /// Of all files.
    package var total = 256 << 20

    package init() {}
  }

  /// What came out.
  package struct Result: Sendable {
    /// The objects in output order.
    package var objects: [KubeObject]
    package var readSet: ReadSet
    /// What works but should be changed, for people.
    package var warnings: [String]
  }

  /// Builds a directory.
  /// - Parameter directory: Relative to the tree; empty for its root.
  /// - Throws: For any mistake in the files, with its place.
  package static func build(
    tree: some FileTree, directory: String, options: Options = Options()
  ) throws(OverlayError) -> Result {
    let build = Build(tree: tree, options: options)
    if options.isLastWork { _ = Unmanaged.passRetained(build) }
    do throws(Failure) {
      return try build.run(directory: PathText.clean(directory) == "." ? "" : PathText.clean(directory))
    } catch {
      throw OverlayError(error, directory: directory)
    }
  }

  /// The objects as one YAML stream, byte for byte what `kustomize build` prints.
  package static func write(_ objects: [KubeObject]) -> [UInt8] {
    let pieces = SideBySide.pieces(of: objects.count, from: 200) { range in
      var bytes: [UInt8] = []
      // Room for the other pieces too, which go behind the first.
      bytes.reserveCapacity((range.lowerBound == 0 ? objects.count : range.count) * 512)
      for index in range {
        if index > 0 { bytes.append(contentsOf: "---\n".utf8) }
        YAML.write(.object(objects[index].content), into: &bytes)
      }
      return bytes
    }
    var bytes = pieces.first ?? []
    for piece in pieces.dropFirst() { bytes.append(contentsOf: piece) }
    return bytes
  }
}
