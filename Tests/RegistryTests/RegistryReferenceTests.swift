import Testing

@testable import Registry

@Suite("Registry reference") struct RegistryReferenceTests {
  private static let digest = "sha256:" + String(repeating: "0a", count: 32)

  @Test(
    "reads host, repository, tag and digest",
    arguments: [
      ("oci://ghcr.io/stefanprodan/charts/podinfo", "ghcr.io", "stefanprodan/charts/podinfo", nil, false),
      ("oci://localhost:5000/a:1.0.0", "localhost:5000", "a", "1.0.0", false),
      ("oci://Registry.Example.com/a__b/c-d.e:v1_2", "registry.example.com", "a__b/c-d.e", "v1_2", false),
      ("oci://[::1]:5000/a@\(digest)", "[::1]:5000", "a", nil, true),
      ("oci://h.io/a/b:1.0.0+build.7@\(digest)", "h.io", "a/b", "1.0.0_build.7", true),
    ] as [(String, String, String, String?, Bool)])
  func parts(_ text: String, host: String, repository: String, tag: String?, hasDigest: Bool) throws {
    let reference = try RegistryReference(text)
    #expect(reference.host == host)
    #expect(reference.repository == repository)
    #expect(reference.tag == tag)
    #expect((reference.digest != nil) == hasDigest)
  }

  @Test("writes what it has read")
  func description() throws {
    let text = "oci://h.io:5000/a/b:1.0.0@\(Self.digest)"
    #expect(try RegistryReference(text).description == text)
  }

  @Test(
    "refuses what is none",
    arguments: [
      "", "oci://", "oci://host", "oci://host/", "https://host/a", "host/a:1", "oci://host/A", "oci://host/a//b",
      "oci://host/../a", "oci://host/a:", "oci://host/a:.x", "oci://host/a@sha256:12", "oci://host/a@sha512:00",
      "oci://host/a b", "oci://host/a\n", "oci://ho st/a", "oci://host:x/a", "oci://host/a?x=1", "oci://host/a#b",
      "oci://ho#st/a", "oci://host/-a", "oci://host/a-", "oci://host/a___b", "oci://host/a..b", "oci:///a",
    ])
  func refusal(_ text: String) {
    let error = #expect(throws: RegistryError.self) { try RegistryReference(text) }
    #expect(error?.code == .invalidReference)
  }

  @Test("a password in a reference is refused and not shown")
  func userInfo() {
    let error = #expect(throws: RegistryError.self) { try RegistryReference("oci://dev:s3cret@host/a:1") }
    #expect(error?.description.contains("s3cret") == false)
    #expect(error?.description.contains("credentials") == true)
  }

  @Test("Docker Hub answers under another name")
  func dockerHub() throws {
    #expect(try RegistryReference("oci://docker.io/nginx:1").apiHost == "registry-1.docker.io")
    #expect(try RegistryReference("oci://docker.io/nginx:1").apiRepository == "library/nginx")
    #expect(try RegistryReference("oci://docker.io/bitnamicharts/nginx:1").apiRepository == "bitnamicharts/nginx")
  }

  @Test("a plus of a version is an underscore of a tag")
  func plus() {
    #expect(RegistryReference.tag(ofVersion: "1.0.0+a+b") == "1.0.0_a_b")
    #expect(RegistryReference.version(ofTag: "1.0.0_a") == "1.0.0+a")
  }
}
