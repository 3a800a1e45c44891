import Structure
import Testing

@testable import Registry

@Suite("Docker configuration") struct DockerConfigurationTests {
  private func answer(_ text: String, _ reference: String) throws -> RegistryKeychain.Answer {
    let configuration = try DockerConfiguration(Array(text.utf8), source: "config.json")
    return RegistryKeychain([configuration]).lookup(try RegistryReference(reference))
  }

  @Test("reads every form of an entry")
  func forms() throws {
    let basic = RegistryKeychain.Answer.credentials(.basic(username: "dev", password: "s3:cret"))
    let auth = Base64.encode(Array("dev:s3:cret".utf8))
    #expect(try answer(#"{"auths":{"h.io":{"auth":"\#(auth)"}}}"#, "oci://h.io/a") == basic)
    #expect(try answer(#"{"auths":{"h.io":{"username":"dev","password":"s3:cret"}}}"#, "oci://h.io/a") == basic)
    #expect(try answer(#"{"auths":{"https://h.io/v2/":{"auth":"\#(auth)"}}}"#, "oci://h.io/a") == basic)
    #expect(
      try answer(#"{"auths":{"h.io":{"auth":"\#(auth)","identitytoken":"t"}}}"#, "oci://h.io/a")
        == .credentials(.identityToken("t")))
    #expect(try answer(#"{"auths":{"h.io":{"registrytoken":"t"}}}"#, "oci://h.io/a") == .credentials(.bearer("t")))
  }

  @Test("an entry is for its host and path alone")
  func scope() throws {
    let text = """
      {"auths": {"h.io": {"username": "all"}, "h.io/team": {"username": "team"}, "h.io:5000": {"username": "port"}}}
      """
    func user(_ reference: String) throws -> String? {
      guard case .credentials(.basic(let username, _)) = try answer(text, reference) else { return nil }
      return username
    }
    #expect(try user("oci://h.io/other/a") == "all")
    #expect(try user("oci://h.io/team/a") == "team")
    #expect(try user("oci://h.io/teams/a") == "all")
    #expect(try user("oci://h.io:5000/a") == "port")
    #expect(try user("oci://h.io.evil.com/a") == nil)
    #expect(try user("oci://evil.com/h.io/team") == nil)
  }

  @Test("Docker Hub's entry goes by its old address")
  func dockerHub() throws {
    let text = #"{"auths":{"https://index.docker.io/v1/":{"username":"dev","password":"x"}}}"#
    #expect(try answer(text, "oci://docker.io/a/b") == .credentials(.basic(username: "dev", password: "x")))
  }

  @Test("a credential helper is named, not run")
  func helpers() throws {
    #expect(try answer(#"{"credHelpers":{"h.io":"gcloud"}}"#, "oci://h.io/a") == .helper("gcloud"))
    #expect(try answer(#"{"auths":{"h.io":{}},"credsStore":"desktop"}"#, "oci://h.io/a") == .helper("desktop"))
    #expect(try answer(#"{"credHelpers":{"h.io":"gcloud"}}"#, "oci://other.io/a") == .none)
  }

  @Test(
    "a malformed file is refused without showing it",
    arguments: [
      "s3cret", "[]", #"{"auths":{"h.io":"s3cret"}}"#, #"{"auths":{"h.io":{"auth":"s3cret!"}}}"#,
      #"{"auths":{"h.io":{"auth":"czNjcmV0"}}}"#, #"{"auths":{"h.io":{"auth":"s3cret"#,
    ])
  func malformed(_ text: String) {
    let error = #expect(throws: RegistryError.self) { try answer(text, "oci://h.io/a") }
    #expect(error?.description.contains("s3cret") == false)
    #expect(error?.description.contains("config.json") == true)
  }

  @Test("credentials that are given win over the file, at their host")
  func given() throws {
    let configuration = try DockerConfiguration(
      Array(#"{"auths":{"h.io":{"username":"a"},"o.io":{"username":"b"}}}"#.utf8), source: "x")
    var keychain = RegistryKeychain([configuration])
    keychain.add(.bearer("t"), for: try RegistryReference("oci://h.io/x"))
    #expect(keychain.lookup(try RegistryReference("oci://h.io/a")) == .credentials(.bearer("t")))
    #expect(
      keychain.lookup(try RegistryReference("oci://o.io/a")) == .credentials(.basic(username: "b", password: "")))
  }
}
