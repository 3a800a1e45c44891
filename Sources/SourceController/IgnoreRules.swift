import Crypto
import Structure

/// All patterns that decide about the files of one directory, with a digest that names them.
///
/// In order of rising weight: Flux's defaults, the `.sourceignore` files from the root down, `spec.ignore`.
struct IgnoreRules: Sendable {
  /// Raise it when the same patterns begin to mean something else, so that nothing stored under the old meaning is
  /// taken for the new.
  private static let version = "martlet ignore rules 1"

  /// What sources leave out unless a pattern takes it back: the files of version control and of build servers,
  /// pictures, films and archives.
  private static let defaults = [
    ".git/", ".gitignore", ".gitmodules", ".gitattributes",
    "*.jpg", "*.jpeg", "*.gif", "*.png", "*.wmv", "*.flv", "*.tar.gz", "*.zip",
    ".github/", ".circleci/", ".travis.yml", ".gitlab-ci.yml", "appveyor.yml", ".drone.yml", "cloudbuild.yaml",
    "codeship-services.yml", "codeship-steps.yml",
    "**/.goreleaser.yml", "**/.sops.yaml", "**/.flux.yaml",
  ].map { IgnorePattern($0.utf8, domain: []) }

  /// The name of the file that adds patterns for its directory.
  static let fileName = ".sourceignore"

  private var fromFiles: [IgnorePattern] = []
  private let fromSpec: [IgnorePattern]
  /// Names these rules, to remember what was stored under them.
  private(set) var digest: [UInt8]

  /// - Parameter ignore: `spec.ignore`.
  init(ignore: String?) {
    fromSpec = IgnorePattern.lines(of: Array((ignore ?? "").utf8))
    digest = Array(SHA256.hash(data: Array("\(Self.version)\0\(ignore ?? "")".utf8)))
  }

  /// How many patterns the `.sourceignore` files have given.
  var count: Int { fromFiles.count }

  /// The rules below a directory that has a `.sourceignore`.
  func adding(_ text: [UInt8], in directory: [[UInt8]]) -> IgnoreRules {
    var rules = self
    rules.fromFiles += IgnorePattern.lines(of: text, domain: directory)
    rules.digest = Array(SHA256.hash(data: digest + directory.joined(separator: [UInt8(ascii: "/")]) + [0] + text))
    return rules
  }

  /// Whether the file at `path`, given by its names, stays out.
  func ignores(_ path: [[UInt8]]) -> Bool {
    for patterns in [fromSpec, fromFiles, Self.defaults] {
      if let last = patterns.last(where: { $0.matches(path) }) { return !last.isInclusion }
    }
    return false
  }

  /// The name under which a directory of a Git tree is remembered: the same tree at the same place under the same
  /// rules is the same stored directory.
  func key(of tree: [UInt8], at path: [[UInt8]]) -> [UInt8] {
    Array(SHA256.hash(data: digest + path.joined(separator: [UInt8(ascii: "/")]) + [0] + tree))
  }
}
