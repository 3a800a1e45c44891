import Testing

@testable import SourceController

@Suite("Ignore rules") struct IgnoreRulesTests {
  private func ignores(_ path: String, spec: String? = nil, files: [(folder: String, text: String)] = []) -> Bool {
    func names(_ path: String) -> [[UInt8]] { path.split(separator: "/").map { Array($0.utf8) } }
    var rules = IgnoreRules(ignore: spec)
    for file in files { rules = rules.adding(Array(file.text.utf8), in: names(file.folder)) }
    return rules.ignores(names(path))
  }

  @Test(
    "Flux's defaults leave out what no one deploys",
    arguments: [
      (".git/config", true), (".gitignore", true), ("a/.gitmodules", true), (".gitattributes", true),
      ("logo.png", true), ("a/b/photo.jpeg", true), ("x.tar.gz", true), ("x.zip", true),
      (".github/workflows/ci.yaml", true),
      (".circleci/config.yml", true), ("a/.travis.yml", true), ("cloudbuild.yaml", true), ("a/.sops.yaml", true),
      (".flux.yaml", true), (".goreleaser.yml", true), ("deploy/app.yaml", false), ("README.md", false),
      (".github", false),
      (".sourceignore", false), ("a/.github.yaml", false),
    ])
  func defaults(_ path: String, _ isIgnored: Bool) { #expect(ignores(path) == isIgnored) }

  @Test(
    "spec.ignore has the meaning that it has in Flux",
    arguments: [
      // Only one folder, without some of its files: the example of Flux's documentation.
      ("/*\n!/deploy\n/deploy/**/*.md", "deploy/app.yaml", false),
      ("/*\n!/deploy\n/deploy/**/*.md", "README.txt", true),
      ("/*\n!/deploy\n/deploy/**/*.md", "deploy/x/notes.md", true), ("/*\n!/deploy", "src/deploy/a", true),
      // A file is judged by its whole path, so it may be taken back from an excluded folder.
      ("/a/\n!/a/b/c.yaml", "a/b/c.yaml", false), ("/a/\n!/a/b/c.yaml", "a/b/d.yaml", true),
      // Defaults can be taken back.
      ("!*.png", "logo.png", false), ("!/.github/", ".github/x.yaml", false),
      // Names anywhere, directories only, paths from the root.
      ("secret", "a/secret/b", true), ("secret/", "a/secret", false), ("secret/", "a/secret/b", true),
      ("/secret", "a/secret", true == false), ("a/b", "x/a/b", false), ("a/b", "a/b/c", true),
      ("*.yaml", "a/x.yaml", true), ("?.txt", "ab.txt", false), ("[a-c].txt", "b.txt", true),
      ("[^a-c].txt", "b.txt", false),
      ("a/**/z", "a/b/c/z", true), ("a/**", "a/b/c", true), ("**/z", "a/b/z", true), ("a**/z", "ab/z", false),
      // Comments, blanks and carriage returns.
      ("# *.yaml\n\n   \n", "a.yaml", false), ("*.yaml\r\n", "a.yaml", true), ("a.txt   ", "a.txt", true),
      ("\\#x", "#x", true), ("[", "[", false), ("", "a", false), ("/", "a", false), ("!", "a.png", true),
    ])
  func spec(_ spec: String, _ path: String, _ isIgnored: Bool) {
    #expect(ignores(path, spec: spec) == isIgnored, "\(spec.debugDescription) on \(path)")
  }

  @Test("a .sourceignore file speaks of its own folder, the deeper one has the last word, spec.ignore the very last")
  func files() {
    let files = [(folder: "", text: "*.md\n/only-root"), (folder: "a", text: "!keep.md\n/here")]
    #expect(ignores("x/keep.md", files: files))
    #expect(!ignores("a/keep.md", files: files))
    #expect(ignores("a/here/x", files: files))
    #expect(!ignores("here/x", files: files))
    #expect(ignores("only-root", files: files))
    #expect(!ignores("a/only-root", files: files))
    #expect(ignores("a/keep.md", spec: "keep.md", files: files))
  }

  @Test("rules that differ are remembered under different names")
  func digests() {
    let plain = IgnoreRules(ignore: nil)
    let other = IgnoreRules(ignore: "x")
    let nested = plain.adding(Array("x".utf8), in: [Array("a".utf8)])
    #expect(Set([plain.digest, other.digest, nested.digest]).count == 3)
    #expect(plain.key(of: [1], at: []) != plain.key(of: [1], at: [Array("a".utf8)]))
  }
}
