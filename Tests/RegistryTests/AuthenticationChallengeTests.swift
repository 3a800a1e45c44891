import Testing

@testable import Registry

@Suite("Authentication challenge") struct AuthenticationChallengeTests {
  @Test("reads quoted and bare parameters")
  func parameters() {
    let found = AuthenticationChallenge.parse([
      #"Bearer realm="https://auth.example.com/token?a=b,c", Service=registry , scope="repository:a/b:pull,push""#
    ])
    #expect(found.count == 1)
    #expect(found.first?.scheme == "bearer")
    #expect(found.first?.parameters["realm"] == "https://auth.example.com/token?a=b,c")
    #expect(found.first?.parameters["service"] == "registry")
    #expect(found.first?.parameters["scope"] == "repository:a/b:pull,push")
  }

  @Test("reads several challenges of one header and of several")
  func several() {
    let found = AuthenticationChallenge.parse([#"Basic realm="x \"y\"", Bearer realm="z""#, "Negotiate"])
    #expect(found.map(\.scheme) == ["basic", "bearer", "negotiate"])
    #expect(found.first?.parameters["realm"] == #"x "y""#)
  }

  @Test(
    "survives nonsense",
    arguments: ["", ",", "=", "\"", "Bearer realm=\"", "Bearer =", "a b c", "Bearer realm", "\u{0}\u{1}", "Basic,,,=,"])
  func nonsense(_ text: String) {
    #expect(AuthenticationChallenge.parse([text]).allSatisfy { !$0.scheme.isEmpty })
  }
}
