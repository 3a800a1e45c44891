import Kube
import Store
import Structure

/// How many small transactions a second one process writes, and how fast objects are read.
struct StoreWriteBenchmark: Benchmark {
  let name = "store-write"
  private let count = 2_000

  func run() async throws -> [Measurement] {
    let folder = try StoreBenchmarkFolder()
    let store = try Store.open(at: folder.store)
    defer { try? store.close() }
    func seconds(_ body: () async throws -> Void) async rethrows -> Double {
      let start = StoreBenchmarkFolder.nanoseconds()
      try await body()
      return Double(StoreBenchmarkFolder.nanoseconds() - start) / 1e9
    }
    let create = try await seconds {
      for number in 0..<count { _ = try await store.write { try $0.create(Self.object(number, "0")) } }
    }
    let status = try await seconds {
      for number in 0..<count {
        let key = Self.object(number, "").key
        _ = try await store.write { try $0.updateStatus(key, ["revision": "1", "conditions": []]) }
      }
    }
    let unchanged = try await seconds {
      for number in 0..<count { _ = try await store.write { try $0.update(Self.object(number, "0")) } }
    }
    let list = try await seconds { _ = try await store.read { try $0.objects(.all) } }
    return [
      Measurement("objects created, one a transaction", Double(count) / create, "/s", budget: .atLeast(500)),
      Measurement("statuses written, one a transaction", Double(count) / status, "/s", budget: .atLeast(500)),
      Measurement("updates that change nothing", Double(count) / unchanged, "/s"),
      Measurement("objects listed", Double(count) / list, "/s"),
    ]
  }

  private static func object(_ number: Int, _ revision: String) -> KubeObject {
    let content: Value = [
      "apiVersion": "v1", "kind": "ConfigMap",
      "metadata": ["name": .string("object-\(number)"), "namespace": "default", "labels": ["app": "benchmark"]],
      "data": ["revision": .string(revision), "text": .string(String(repeating: "some text ", count: 100))],
    ]
    return KubeObject(content.object ?? Mapping())
  }
}
