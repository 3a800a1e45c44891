import Glibc
import Kube
import Structure

/// Reads manifests from files, folders and standard input.
struct ManifestReader {
  /// No manifest is larger; a wrong path to something huge is not read into memory.
  private static let limit = 64 << 20
  private let options: ManifestOptions
  private let standardInput: () throws -> [UInt8]

  init(
    _ options: ManifestOptions,
    standardInput: @escaping () throws -> [UInt8] = { try InputFile.read("-", limit: Self.limit) }
  ) {
    self.options = options
    self.standardInput = standardInput
  }

  /// - Throws: ``CommandFailure`` when a file cannot be read. Mistakes inside of files are gathered.
  func read() throws -> Manifests {
    var manifests = Manifests(objects: [], mistakes: [])
    for file in try options.filename.flatMap(files) { read(file, into: &manifests) }
    return manifests
  }

  // MARK: Files

  private func files(_ path: String) throws -> [ManifestFile] {
    if path == "-" { return [ManifestFile(name: "standard input", bytes: try standardInput())] }
    var status = stat()
    guard stat(path, &status) == 0 else { throw Self.unreadable(path) }
    guard status.st_mode & S_IFMT == S_IFDIR else { return [try Self.file(path)] }
    let found = try folder(path)
    if found.isEmpty { throw CommandFailure(.usage, "\(path): holds no .yaml, .yml or .json files") }
    return try found.map(Self.file)
  }

  /// The manifests of a folder in the order of their names.
  private func folder(_ path: String) throws -> [String] {
    guard let handle = opendir(path) else { throw Self.unreadable(path) }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return try names.sorted().flatMap { name -> [String] in
      let child = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
      var status = stat()
      guard stat(child, &status) == 0 else { return [] }
      if status.st_mode & S_IFMT == S_IFDIR { return options.recursive ? try folder(child) : [] }
      return [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) } ? [child] : []
    }
  }

  private static func file(_ path: String) throws -> ManifestFile {
    ManifestFile(name: path, bytes: try InputFile.read(path, limit: limit))
  }

  private static func unreadable(_ path: String) -> CommandFailure {
    CommandFailure(.usage, "\(path): \(String(cString: strerror(errno)))")
  }

  // MARK: Documents

  private func read(_ file: ManifestFile, into manifests: inout Manifests) {
    let documents: [YAML.Document]
    do {
      documents = try YAML.documents(file.bytes)
    } catch {
      manifests.mistakes.append("\(file.name):\(error)")
      return
    }
    for document in documents {
      guard let content = document.value.object else {
        manifests.mistakes.append(
          "\(file.name):\(document.start): an object should be a mapping with apiVersion, kind and metadata, "
            + "not \(document.value.typeName)")
        continue
      }
      let manifest = Manifest(file: file, document: document.index, pointer: [], object: KubeObject(content))
      for manifest in Self.items(of: manifest, &manifests.mistakes) { add(manifest, to: &manifests) }
    }
  }

  /// The objects of a List; any other object is itself.
  private static func items(of manifest: Manifest, _ mistakes: inout [String]) -> [Manifest] {
    guard manifest.object.kind.hasSuffix("List"), let items = manifest.object.content["items"]?.array else {
      return [manifest]
    }
    return items.enumerated().compactMap { index, item in
      guard let content = item.object else {
        mistakes.append(
          manifest.located(["items", "\(index)"], key: false, "an item should be an object, not \(item.typeName)"))
        return nil
      }
      return Manifest(
        file: manifest.file, document: manifest.document, pointer: ["items", "\(index)"], object: KubeObject(content))
    }
  }

  private func add(_ manifest: Manifest, to manifests: inout Manifests) {
    let mistakes = manifest.mistakes()
    manifests.mistakes += mistakes
    guard mistakes.isEmpty else { return }
    let key = manifest.object.key
    if let first = manifests.objects.first(where: { $0.object.key == key }) {
      manifests.mistakes.append(
        manifest.located(["metadata", "name"], key: false, "\(key) is given twice, first in \(first.file.name)"))
      return
    }
    manifests.objects.append(manifest)
  }
}
