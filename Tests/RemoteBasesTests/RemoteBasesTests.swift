import GitTestSupport
import Kube
import Overlay
import RemoteBases
import Structure
import Testing

@Suite("Remote bases", .serialized) struct RemoteBasesTests {
  private let bench: Workbench
  private let server: WebServer

  init() async throws {
    bench = try await Workbench()
    server = try await WebServer(serving: "\(bench.folder)/served", script: Peers.webServer)
  }

  private static let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: NAME}\n"

  private func map(_ name: String) -> String { Self.map.replacing("NAME", with: name) }

  /// What a kustomization with these lines builds to.
  private func build(_ text: String, allowed: Bool = true, files: [String: String] = [:]) async throws -> String {
    try await Peers.blocking {
      let fetcher = try RemoteBaseFetcher()
      defer { fetcher.close() }
      var options = Overlay.Options()
      options.treeIsFileSystem = true
      options.remoteBases = allowed ? fetcher : nil
      var texts = files
      texts["k/kustomization.yaml"] = text
      let result = try Overlay.build(tree: MemoryFileTree(texts: texts), directory: "k", options: options)
      return String(decoding: Overlay.write(result.objects), as: UTF8.self)
    }
  }

  private func refusal(_ text: String, allowed: Bool = true) async throws -> String {
    let error = await #expect(throws: OverlayError.self) { _ = try await build(text, allowed: allowed) }
    return error?.description ?? ""
  }

  @Test("a base in a repository is fetched over HTTP, at its tag, its branch, its commit and by default")
  func references() async throws {
    let files = { (name: String) in
      [
        "base/kustomization.yaml": "resources: [../parts/a.yaml/]\nnamePrefix: x-\n",
        "parts/a.yaml/kustomization.yaml": "resources: [map.yaml]\n", "parts/a.yaml/map.yaml": map(name),
      ]
    }
    let first = try await bench.commit(files("first"))
    try await bench.git("tag", "-a", "-m", "v1", "v1")
    try await bench.git("push", "-q", "origin", "v1")
    try await bench.commit(files("second"))
    try await bench.commit(files("third"), branch: "side/branch")
    for (reference, name) in [
      ("", "second"), ("?ref=v1", "first"), ("?ref=side/branch", "third"), ("?ref=refs/heads/main", "second"),
      ("?version=v1", "first"), ("?ref=\(first)", "first"),
    ] {
      let output = try await build("resources:\n- \(server.url("git/app.git"))//base\(reference)\n")
      #expect(output == "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x-\(name)\n")
    }
  }

  @Test("a repository is fetched once for all bases in it")
  func once() async throws {
    try await bench.commit([
      "a/kustomization.yaml": "resources: [m.yaml]\n", "a/m.yaml": map("a"),
      "b/kustomization.yaml": "resources: [m.yaml]\n", "b/m.yaml": map("b"),
    ])
    let url = server.url("git/app.git")
    let output = try await build("resources:\n- \(url)//a?ref=main\n- \(url)//b?ref=main\n")
    #expect(output.contains("name: a") && output.contains("name: b"))
    #expect(server.requests.filter { $0.contains("info/refs") }.count == 1)
  }

  @Test("components and bases of a remote base may be remote too")
  func nested() async throws {
    let url = server.url("git/app.git")
    try await bench.commit([
      "outer/kustomization.yaml": "resources:\n- \(url)//inner?ref=main\ncomponents:\n- \(url)//component?ref=main\n",
      "inner/kustomization.yaml": "resources: [m.yaml]\n", "inner/m.yaml": map("m"),
      "component/kustomization.yaml":
        "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnameSuffix: -c\n",
    ])
    #expect(try await build("resources:\n- \(url)//outer\n").contains("name: m-c"))
  }

  @Test("a cycle is reported, also one over several addresses")
  func cycle() async throws {
    let url = server.url("git/app.git")
    try await bench.commit([
      "a/kustomization.yaml": "resources:\n- \(url)//b\n", "b/kustomization.yaml": "resources:\n- \(url)//a?ref=main\n",
      "kustomization.yaml": "resources:\n- \(url)\n",
    ])
    let text = try await refusal("resources:\n- \(url)//a\n")
    #expect(text.contains("cycle: ") && text.contains("app.git//a"))
    #expect(text.contains("from k/kustomization.yaml"))
    #expect(try await refusal("resources:\n- \(url)\n").contains("cycle: "))
  }

  @Test("nothing leads out of a repository, and none from elsewhere names files of this machine")
  func containment() async throws {
    let url = server.url("git/app.git")
    try await bench.commit([
      "up/kustomization.yaml": "resources: [../../../../etc]\n",
      "file/kustomization.yaml": "resources: [../up/kustomization.yaml]\n",
      "local/kustomization.yaml": "resources: ['file://\(bench.bare)//base']\n",
      "base/kustomization.yaml": "resources: [m.yaml]\n", "base/m.yaml": map("m"),
    ])
    #expect(try await refusal("resources:\n- \(url)//up\n").contains("leads outside the tree"))
    #expect(try await refusal("resources:\n- \(url)//file\n").contains("security: file"))
    #expect(try await refusal("resources:\n- \(url)//local\n").contains("may not name files of this machine"))
    try await bench.git("checkout", "-q", "-b", "links")
    try await ChildProcess.run(["ln", "-s", "/etc", "\(bench.clone)/link"])
    try await ChildProcess.run(["ln", "-s", "../../../etc/passwd", "\(bench.clone)/base/n.yaml"])
    try await bench.commit(["base/kustomization.yaml": "resources: [n.yaml]\n"], branch: "links")
    #expect(try await refusal("resources:\n- \(url)//link?ref=links\n").contains("outside the tree"))
    #expect(try await refusal("resources:\n- \(url)//base?ref=links\n").contains("outside the tree"))
  }

  @Test("a mistake in a remote base is named by its address and line")
  func places() async throws {
    let url = server.url("git/app.git")
    try await bench.commit(["base/kustomization.yaml": "resources: []\nnamePrefx: x\n"])
    let text = try await refusal("resources:\n- \(url)//base\n")
    #expect(text.hasPrefix("\(url)//base/kustomization.yaml:2:1: unknown field 'namePrefx'"))
    #expect(text.hasSuffix("\n  from k/kustomization.yaml"))
    #expect(try await refusal("resources:\n- \(url)//none\n").contains("there is no directory 'none'"))
    let missing = try await refusal("resources:\n- \(url)//base?ref=none\n")
    #expect(missing.hasPrefix("k/kustomization.yaml:2:3: cannot load the remote base '\(url)//base?ref=none'"))
    #expect(missing.contains("there is no branch, tag or reference 'none'; the repository has the branches main"))
    #expect(try await refusal("resources:\n- \(server.url("git/none.git"))//base\n").contains("git/none.git"))
  }

  @Test("without the flag they are refused, with file and line and the flag")
  func refused() async throws {
    for url in [
      "https://example.com/org/repo//base?ref=v1", "git@example.com:org/repo.git", "https://example.com/a.yaml",
    ] {
      let text = try await refusal("resources:\n- \(url)\n", allowed: false)
      #expect(text.hasPrefix("k/kustomization.yaml:2:3: '\(url)' is remote, and remote bases are refused"))
      #expect(text.contains("--allow-remote-bases"))
    }
    #expect(server.requests.isEmpty)
  }

  @Test("secrets of an address are in no message")
  func secrets() async throws {
    for allowed in [false, true] {
      for url in ["http://u:s3cret@127.0.0.1:1/org/repo//x", "http://127.0.0.1:1/x.yaml?token=s3cret&a"] {
        let text = try await refusal("resources:\n- \(url)\n", allowed: allowed)
        #expect(text.contains("127.0.0.1:1"))
        #expect(!text.contains("s3cret"))
      }
    }
  }

  @Test("a single file is fetched over HTTP, as a resource, a patch and a source of a generator")
  func files() async throws {
    let url = server.url("file/m.yaml")
    #expect(try await build("resources:\n- \(url)\n") == "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: m\n")
    let generated = try await build("configMapGenerator:\n- {name: g, files: ['key=\(url)']}\n")
    #expect(generated.contains("key: |\n    apiVersion: v1"))
    let patched = try await build(
      "resources: [own.yaml]\npatches:\n- path: \(url)\n",
      files: ["k/own.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {a: b}\n"])
    #expect(patched.contains("a: b"))
    let elsewhere = try await refusal("patches:\n- path: ssh://git@example.com/a/b.yaml\n")
    #expect(elsewhere.contains("is a repository where a file was expected"))
    let page = try await refusal("resources:\n- \(server.url("page"))/x\n")
    #expect(page.contains("cannot load the remote base"))
    #expect(try await refusal("resources:\n- \(server.url("status/404"))/a.yaml\n").contains("status 404"))
    #expect(try await refusal("resources:\n- \(server.url("large.yaml"))\n").contains("cannot load"))
  }

  @Test("an unmarked address that is no file is a repository")
  func unmarked() async throws {
    try await bench.commit(["base/kustomization.yaml": "resources: [m.yaml]\n", "base/m.yaml": map("m")])
    try await ChildProcess.run(["cp", "-r", bench.bare, "\(bench.folder)/served/plain"])
    #expect(try await build("resources:\n- \(server.url("git/plain"))/base\n").contains("name: m"))
  }

  @Test("a submodule is not fetched, and says so")
  func submodule() async throws {
    let head = try await bench.commit(["base/kustomization.yaml": "resources: [../module/x]\n"])
    try await bench.git("update-index", "--add", "--cacheinfo", "160000,\(head),module")
    try await bench.git("commit", "-q", "-m", "module")
    try await bench.git("push", "-q", "origin", "HEAD:refs/heads/main")
    let text = try await refusal("resources:\n- file://\(bench.bare)//base\n")
    #expect(text.contains("submodules are not fetched"))
  }
}

private let hasKubectl = (try? ChildProcess(["kubectl", "version", "--client"]).finish().status) == 0

/// What kubectl builds, which has kustomize 5.5 in it, is what we build.
@Suite("Remote bases beside kubectl", .serialized, .enabled(if: hasKubectl, "kubectl is not installed"))
struct RemoteBasesPeerTests {
  @Test(
    "give the same output",
    arguments: [
      "resources:\n- file://REPO//base?ref=v1\n", "resources:\n- file://REPO//base\nnamePrefix: p-\n",
      "resources:\n- file://REPO//\ncomponents:\n- file://REPO//component?ref=main\n",
      "resources:\n- file://REPO//base?ref=v1\nbuildMetadata: [originAnnotations, transformerAnnotations]\n",
      "resources:\n- file://REPO?ref=side\nbuildMetadata: [originAnnotations]\n",
    ])
  func same(_ text: String) async throws {
    let bench = try await Workbench()
    try await bench.commit([
      "kustomization.yaml": "resources: [base]\nnameSuffix: -r\n",
      "base/kustomization.yaml": "resources: [m.yaml]\nconfigMapGenerator:\n- name: g\n  literals: [a=b]\n",
      "base/m.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: first}\n",
      "component/kustomization.yaml":
        "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncommonAnnotations: {a: b}\n",
    ])
    try await bench.git("tag", "v1")
    try await bench.git("push", "-q", "origin", "v1")
    try await bench.commit(["base/m.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: second}\n"])
    try await bench.commit(
      ["base/m.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: third}\n"], branch: "side")
    let kustomization = text.replacing("REPO", with: bench.bare)
    try await ChildProcess.run(["mkdir", "-p", "\(bench.clone)/../k"])
    try bench.write("../k/kustomization.yaml", kustomization)
    let expected = try await ChildProcess.run(["kubectl", "kustomize", "\(bench.folder)/k"])
    let folder = bench.folder
    let found = try await Peers.blocking {
      let fetcher = try RemoteBaseFetcher()
      defer { fetcher.close() }
      var options = Overlay.Options()
      options.treeIsFileSystem = true
      options.remoteBases = fetcher
      let result = try Overlay.build(
        tree: DirectoryFileTree(root: "/"), directory: "\(folder)/k", options: options)
      return String(decoding: Overlay.write(result.objects), as: UTF8.self)
    }
    #expect(found == expected)
  }
}
