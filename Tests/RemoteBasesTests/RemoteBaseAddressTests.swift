import Testing

@testable import RemoteBases

/// The expectations were taken from what kustomize 5.5 hands to git.
@Suite("Address of a remote base") struct RemoteBaseAddressTests {
  @Test(
    "is taken apart as kustomize does",
    arguments: [
      ("https://h.io/org/repo", "https://h.io/org/repo", "", ""),
      ("https://h.io/org/repo/", "https://h.io/org/repo", "", ""),
      ("https://h.io/org/repo/path/to?ref=v1", "https://h.io/org/repo", "path/to", "v1"),
      ("https://h.io/org/repo//path?ref=v1&timeout=10", "https://h.io/org/repo", "path", "v1"),
      ("https://h.io/org/repo.git/path?version=v2", "https://h.io/org/repo.git", "path", "v2"),
      ("https://h.io/org/repo.git//path?ref=v1&version=v2", "https://h.io/org/repo.git", "path", "v1"),
      ("https://h.io/a/b/c/d//e?submodules=false", "https://h.io/a/b/c/d", "e", ""),
      (
        "https://dev@h.io/org/project/_git/repo/path?ref=main", "https://dev@h.io/org/project/_git/repo", "path", "main"
      ),
      ("https://h.io/_git/repo/p", "https://h.io/_git/repo", "p", ""),
      ("github.com/org/repo", "https://github.com/org/repo", "", ""),
      ("GitHub.com/org/repo/path?ref=v1", "https://github.com/org/repo", "path", "v1"),
      ("http://github.com/org/repo/path", "https://github.com/org/repo", "path", ""),
      ("github.com:org/repo/p", "https://github.com/org/repo", "p", ""),
      ("ssh://git@github.com/org/repo//p", "git@github.com:org/repo", "p", ""),
      ("ssh://github.com/org/repo//p", "git@github.com:org/repo", "p", ""),
      ("git@github.com/org/repo/p", "git@github.com:org/repo", "p", ""),
      ("dev@github.com:org/repo//p", "dev@github.com:org/repo", "p", ""),
      ("git@h.io:org/repo.git//path?ref=x", "git@h.io:org/repo.git", "path", "x"),
      ("git@h.io:org/repo/path", "git@h.io:org/repo", "path", ""),
      ("git@h.io:repo.git", "git@h.io:repo.git", "", ""),
      ("dev@h.io/org/repo/p", "dev@h.io/org/repo", "p", ""),
      ("ssh://git@h.io:2222/org/repo.git/path", "ssh://git@h.io:2222/org/repo.git", "path", ""),
      ("ssh://git@h.io/~u/repo.git//x", "ssh://git@h.io/~u/repo.git", "x", ""),
      ("git::https://h.io/org/repo//path", "https://h.io/org/repo", "path", ""),
      ("git::git@h.io:org/repo", "git@h.io:org/repo", "", ""),
      ("file:///srv/x//path?ref=v1", "file:///srv/x", "path", "v1"),
      ("file:///srv/x.git/path", "file:///srv/x.git", "path", ""),
      ("file:///srv/x/path", "file:///srv/x/path", "", ""),
      ("https://h.io/org/repo?ref=a%2Fb", "https://h.io/org/repo", "", "a/b"),
      ("https://h.io/org/repo?ref=%zz", "https://h.io/org/repo", "", ""),
      ("https://h.io/org/repo//p/./q/", "https://h.io/org/repo", "p/q", ""),
      ("HTTPS://H.io/org/repo", "https://H.io/org/repo", "", ""),
    ])
  func parts(_ text: String, repository: String, path: String, reference: String) throws {
    let address = try #require(RemoteBaseAddress(text))
    #expect(address.repository == repository)
    #expect(address.path == path)
    #expect(address.reference == reference)
  }

  @Test(
    "is none",
    arguments: [
      "", "base", "../base", "/srv/x.git//p", "h.io:org/repo.git//path", "ssh://h.io/repo", "gh:org/repo",
      "org/repo.git//path?ref=main", "https://h.io/org", "https://h.io", "https://h.io/", "git@h.io", "git@h.io:repo",
      "git://h.io/org/repo", "user_1@h.io:org/repo", "https://h.io/org/repo//../x", "https://h.io/org/repo/../../x",
    ])
  func none(_ text: String) {
    #expect(RemoteBaseAddress(text) == nil)
  }

  @Test(
    "has kustomize's timeouts",
    arguments: [
      ("10", .seconds(10)), ("61s", .seconds(61)), ("1m30s", .seconds(90)), ("0", .seconds(27)), ("x", .seconds(27)),
      ("", .seconds(27)), ("1500ms", .milliseconds(1_500)), ("-1", .seconds(27)), ("99999999h", .seconds(3_600)),
      ("9999999999999999999", .seconds(27)),
    ] as [(String, Duration)])
  func timeouts(_ text: String, _ expected: Duration) throws {
    #expect(try #require(RemoteBaseAddress("https://h.io/org/repo//p?timeout=\(text)")).timeout == expected)
  }
}
