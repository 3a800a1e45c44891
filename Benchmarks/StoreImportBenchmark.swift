import Kube
import Store
import Structure

/// What a commit that changes one file of 10,000 costs the store: in a hundred folders, and in one.
struct StoreImportBenchmark: Benchmark {
  let name = "store-import"

  func run() async throws -> [Measurement] {
    try await measure("100 folders", folders: 100) + measure("one folder", folders: 1)
  }

  private func measure(_ shape: String, folders: Int) async throws -> [Measurement] {
    let folder = try StoreBenchmarkFolder()
    let store = try Store.open(at: folder.store)
    defer { try? store.close() }
    let owner = ObjectKey(group: "source.toolkit.fluxcd.io", kind: "GitRepository", namespace: "default", name: "app")
    var source = GeneratedSource(folders: folders, files: 10_000)

    var start = StoreBenchmarkFolder.nanoseconds()
    try publish(source, "0", owner, store)
    let first = Double(StoreBenchmarkFolder.nanoseconds() - start) / 1e6

    var times: [Double] = []
    var pages: [Double] = []
    var logs: [Double] = []
    for revision in 1...9 {
      source.changed = (file: revision * 997, revision: revision)
      try await store.checkpoint()
      let before = try await store.statistics().usedBytes
      start = StoreBenchmarkFolder.nanoseconds()
      try publish(source, "\(revision)", owner, store)
      times.append(Double(StoreBenchmarkFolder.nanoseconds() - start) / 1e6)
      pages.append(Double(try await store.statistics().usedBytes - before) / 1e6)
      logs.append(Double(StoreBenchmarkFolder.size(of: folder.store + "-wal")) / 1e6)
    }
    return [
      Measurement("first import, 10,000 files in \(shape)", first, "ms"),
      Measurement("one-file commit, \(shape)", times.sorted()[4], "ms", budget: .atMost(200)),
      Measurement("new pages of it", pages.max() ?? 0, "MB", budget: .atMost(1)),
      Measurement("written to the log for it", logs.max() ?? 0, "MB", budget: .atMost(1)),
    ]
  }

  private func publish(_ source: GeneratedSource, _ revision: String, _ owner: ObjectKey, _ store: Store) throws {
    let work = try store.beginImport(holder: "benchmark")
    let root = try work.importTree(source.root, from: source)
    try work.publish(owner: owner, root: root.digest, revision: revision)
  }
}

/// A repository of small manifests that is made up as it is read. An id tells what stands behind it.
private struct GeneratedSource: ContentSource {
  let folders: Int
  let files: Int
  /// A file that differs from the first revision, and since which.
  var changed = (file: -1, revision: 0)

  var root: [UInt8] { id(0, changed.revision, 0) }

  private func id(_ kind: UInt8, _ revision: Int, _ number: Int) -> [UInt8] {
    [kind] + withUnsafeBytes(of: (UInt64(revision), UInt64(number))) { Array($0) } + [0, 0, 0]
  }

  private func revision(ofFile number: Int) -> Int { number == changed.file ? changed.revision : 0 }

  func list(tree: [UInt8]) throws -> [ContentSourceEntry] {
    let perFolder = files / folders
    if tree[0] == 0, folders > 1 {
      return (0..<folders).map { number in
        let isChanged = changed.file / perFolder == number && changed.revision > 0
        return ContentSourceEntry(
          name: "application-\(number)", kind: .directory, id: id(1, isChanged ? changed.revision : 0, number))
      }
    }
    let folder = tree[0] == 0 ? 0 : tree[9...16].enumerated().reduce(0) { $0 + Int($1.element) << ($1.offset * 8) }
    return (folder * perFolder..<(folder + 1) * perFolder).map { number in
      ContentSourceEntry(name: "deployment-\(number).yaml", kind: .file, id: id(2, revision(ofFile: number), number))
    }
  }

  func read(blob: [UInt8]) throws -> [UInt8] {
    let name = "application-\(blob[9...16].hexadecimal)"
    return Array(
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: \(name)
        labels: {app: \(name), revision: "\(blob[1...8].hexadecimal)"}
      spec:
        replicas: 2
        selector: {matchLabels: {app: \(name)}}
        template:
          metadata: {labels: {app: \(name)}}
          spec:
            containers:
              - name: main
                image: registry.example.com/team/\(name):1.2.3
                ports: [{name: http, containerPort: 8080}]
                resources: {requests: {cpu: 50m, memory: 64Mi}, limits: {memory: 128Mi}}

      """.utf8)
  }
}
