import FoundationEssentials
import Glibc
import Structure
import Testing

@Suite("File trees")
struct FileTreeTests {
  /// A folder that goes away with the test.
  private final class Folder {
    let path: String
    init() throws {
      path = FileManager.default.temporaryDirectory.path + "/martlet-\(UInt64.random(in: 0 ... .max))"
      try FileManager.default.createDirectory(atPath: path + "/tree/sub", withIntermediateDirectories: true)
      try write("outside.txt", "secret")
      try write("tree/a.txt", "hello")
      try write("tree/sub/b.txt", "")
    }
    func write(_ name: String, _ text: String) throws {
      #expect(FileManager.default.createFile(atPath: path + "/" + name, contents: Data(text.utf8)))
    }
    func link(_ name: String, to target: String) throws {
      try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  @Test("on disk show what is there")
  func disk() throws {
    let folder = try Folder()
    try folder.link("tree/link", to: "sub/b.txt")
    let tree = DirectoryFileTree(root: folder.path + "/tree")
    #expect(try tree.list("").map(\.name) == ["a.txt", "link", "sub"])
    #expect(try tree.entry(at: "link") == .symbolicLink(target: "sub/b.txt"))
    #expect(try tree.entry(at: "sub") == .directory(digest: nil))
    #expect(try tree.entry(at: "sub/none") == nil)
    #expect(try tree.entry(at: "a.txt/none") == nil)
    #expect(try tree.read("a.txt") == Array("hello".utf8))
    #expect(try tree.resolve("./link") == "sub/b.txt")
    #expect(throws: FileTreeError.notFound("x")) { try tree.read("x") }
    #expect(throws: FileTreeError.notAFile("sub")) { try tree.read("sub") }
    #expect(throws: FileTreeError.tooLarge("a.txt", limit: 4)) { try tree.read("a.txt", limit: 4) }
    #expect(throws: FileTreeError.notADirectory("a.txt")) { try tree.list("a.txt") }
  }

  @Test("on disk never lead outside")
  func escapes() throws {
    let folder = try Folder()
    try folder.link("tree/file", to: "../outside.txt")
    try folder.link("tree/absolute", to: folder.path + "/outside.txt")
    try folder.link("tree/up", to: "..")
    try folder.link("tree/loop", to: "loop")
    let tree = DirectoryFileTree(root: folder.path + "/tree")
    for path in ["file", "absolute", "up/outside.txt", "up/tree/a.txt", "../outside.txt", "sub/../../outside.txt"] {
      #expect(throws: FileTreeError.self, "\(path)") { try tree.read(path) }
    }
    #expect(throws: FileTreeError.escapes("file")) { try tree.resolve("file") }
    #expect(throws: FileTreeError.escapes("absolute")) { try tree.resolve("absolute") }
    #expect(throws: FileTreeError.escapes("up/outside.txt")) { try tree.resolve("up/outside.txt") }
    #expect(throws: FileTreeError.linkLoop("loop")) { try tree.resolve("loop") }
    #expect(throws: FileTreeError.self) { try tree.list("up") }
  }

  @Test("on disk are not held up by a named pipe")
  func pipe() throws {
    let folder = try Folder()
    #expect(mkfifo(folder.path + "/tree/pipe", 0o600) == 0)
    let tree = DirectoryFileTree(root: folder.path + "/tree")
    #expect(throws: FileTreeError.self) { try tree.read("pipe") }
    #expect(try tree.list("").map(\.name) == ["a.txt", "sub"])
  }

  @Test("in memory behave alike")
  func memory() throws {
    var tree = MemoryFileTree(["a/b.txt": Array("x".utf8)], links: ["l": "a/../a/b.txt", "bad": "../x"])
    tree.set("a/c/d", [])
    #expect(try tree.list("").map(\.name) == ["a", "bad", "l"])
    #expect(try tree.list("a").map(\.name) == ["b.txt", "c"])
    #expect(try tree.resolve("l") == "a/b.txt")
    #expect(try tree.read(try tree.resolve("l")) == Array("x".utf8))
    #expect(throws: FileTreeError.escapes("bad")) { try tree.resolve("bad") }
    #expect(throws: FileTreeError.notFound("none")) { try tree.read("none") }
    #expect(throws: FileTreeError.notAFile("a")) { try tree.read("a") }
  }
}
