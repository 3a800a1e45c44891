import Glibc
import Kube
import Store
import Structure
import Testing

@Suite("Opening a store")
struct OpeningTests {
  private func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = try StoreFixture.makeFolder()
    defer { StoreFixture.removeFolder(folder) }
    try await body(folder)
  }

  private func write(_ bytes: [UInt8], to path: String, at offset: Int = 0) throws {
    let descriptor = open(path, O_CREAT | O_WRONLY, 0o600)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    try #require(pwrite(descriptor, bytes, bytes.count, offset) == bytes.count)
  }

  private func openError(_ path: String, _ configuration: Store.Configuration = .init()) throws -> StoreError {
    try #require(throws: StoreError.self) { try Store.open(at: path, configuration: configuration) }
  }

  @Test("A missing file is created with its folders, for its owner only, and keeps what is written")
  func create() async throws {
    try await withFolder { folder in
      let path = "\(folder)/a/b/store.db"
      let store = try Store.open(at: path)
      _ = try await store.write { try $0.create(counter("a")) }
      #expect(Stamp(of: path)?.mode == 0o600)
      #expect(Stamp(of: path + "-wal")?.mode == 0o600)
      #expect(Stamp(of: "\(folder)/a/b/store.bell")?.mode == 0o600)
      #expect(Stamp(of: "\(folder)/a/b")?.mode == 0o700)
      try store.close()
      let again = try Store.open(at: path, configuration: .command)
      #expect(try await again.read { try $0.object(counterKey("a")) } != nil)
      try again.close()
    }
  }

  @Test("A command does not create a store")
  func missing() async throws {
    try await withFolder { folder in
      let path = "\(folder)/store.db"
      do {
        let error = try openError(path, .command)
        #expect(error == .noFile(path: path))
      }
      #expect(Stamp(of: path) == nil)
    }
  }

  @Test("A file that is no database is refused and left as it is")
  func notADatabase() async throws {
    try await withFolder { folder in
      let path = "\(folder)/notes.txt"
      try write(
        Array(
          "Some notes, which are long enough to be taken for a header. ".utf8 + [UInt8](repeating: 0x2e, count: 4096)),
        to: path)
      let before = Stamp(of: path)
      let error = try openError(path)
      #expect(error == .notADatabase(path: path))
      #expect(error.description.contains("is not a SQLite database"))
      #expect(Stamp(of: path) == before)
      do {
        let error = try openError(folder)
        #expect(error == .cannotOpen(path: folder, reason: "it is not a regular file"))
      }
    }
  }

  @Test("A database of another program is refused and left as it is")
  func foreign() async throws {
    try await withFolder { folder in
      let path = "\(folder)/store.db"
      try Store.open(at: path).close()
      try write([0x12, 0x34, 0x56, 0x78], to: path, at: 68)  // application_id
      let before = Stamp(of: path)
      do {
        let error = try openError(path)
        #expect(error == .notAStore(path: path))
      }
      #expect(Stamp(of: path) == before)
    }
  }

  @Test("A file of a newer version is refused with both versions")
  func newer() async throws {
    try await withFolder { folder in
      let path = "\(folder)/store.db"
      try Store.open(at: path).close()
      try write([0, 0, 0, 99], to: path, at: 60)  // user_version
      let error = try openError(path)
      #expect(error == .newerVersion(path: path, found: 99, supported: 2))
      #expect(error.description.contains("newer version"))
    }
  }

  @Test("A file of the first version is brought up to date, with all that is in it")
  func upgrade() async throws {
    try await withFolder { folder in
      let path = "\(folder)/store.db"
      let old = try Store.open(at: path)
      let object = try await old.write { try $0.create(counter("a")) }
      try old.close()
      try ShellSQLite(path).run("DROP TABLE intents; PRAGMA user_version = 1")
      let store = try Store.open(at: path)
      try await store.write { try $0.setIntent(ChangeIntent(revision: "1", changes: []), of: object) }
      #expect(try await store.read { try $0.intent(of: object) } != nil)
      #expect(try await store.read { try $0.object(object.key) } == object)
      try store.close()
    }
  }

  @Test("A damaged file is found at opening, with what to do")
  func corrupt() async throws {
    try await withFolder { folder in
      let path = "\(folder)/store.db"
      let store = try Store.open(at: path)
      try await store.write { writer in for number in 0..<500 { _ = try writer.create(counter("c-\(number)")) } }
      try store.close()
      let size = try #require(Stamp(of: path)?.size)
      for page in stride(from: 20, to: size / 4096, by: 3) {
        try write([UInt8](repeating: 0x5a, count: 4096), to: path, at: page * 4096)
      }
      let error = try openError(path)
      guard case .corrupt = error else {
        Issue.record("found \(error)")
        return
      }
      #expect(error.description.contains("restore a backup"))
    }
  }

  @Test("A path that cannot be made says which folder is in the way")
  func unusablePath() async throws {
    try await withFolder { folder in
      try write([1], to: "\(folder)/file")
      let error = try openError("\(folder)/file/store.db")
      #expect(error.description.contains("Not a directory"))
    }
  }

  @Test("The file carries our mark and version for others to see")
  func mark() async throws {
    try await withFolder { folder in
      let path = "\(folder)/store.db"
      try Store.open(at: path).close()
      let descriptor = open(path, O_RDONLY)
      defer { close(descriptor) }
      var header = [UInt8](repeating: 0, count: 100)
      try #require(pread(descriptor, &header, 100, 0) == 100)
      #expect(Array(header[60..<64]) == [0, 0, 0, 2])
      #expect(Array(header[68..<72]) == Array("MRTL".utf8))
    }
  }
}
