import HTTP
import Notify
import Testing

@Suite struct SettingsTests {
  private func settings(
    _ fields: ProviderSettings.Fields, secret: [String: String]? = nil, certificates: [String: String]? = nil,
    proxy: [String: String]? = nil
  ) throws -> ProviderSettings {
    func data(_ texts: [String: String]?) -> ProviderSettings.SecretData? { texts?.mapValues { Array($0.utf8) } }
    return try ProviderSettings(
      fields, secret: data(secret), certificates: data(certificates), proxy: data(proxy))
  }

  private func error(_ body: () throws -> Void) -> ProviderError? {
    do {
      try body()
      return nil
    } catch {
      return error as? ProviderError
    }
  }

  @Test("the Secret's address, username and proxy win over the spec's, line ends around them are no part of them")
  func secretWins() throws {
    let settings = try settings(
      .init(type: "slack", address: "https://a.example/1", username: "spec", proxy: "http://p1.example"),
      secret: [
        "address": " https://b.example/2\n", "username": "secret\n", "token": "t\n", "proxy": "http://p2.example:3128",
      ])
    #expect(settings.address?.secret == "https://b.example/2")
    #expect(settings.username == "secret")
    #expect(settings.token == "t")
    #expect(settings.proxy?.address == "http://p2.example:3128")
  }

  @Test("the proxy's Secret wins over all")
  func proxySecret() throws {
    let settings = try settings(
      .init(type: "slack", proxy: "http://p1.example"),
      proxy: ["address": "http://p3.example:1", "username": "u", "password": "p/w"])
    #expect(settings.proxy == HTTPProxy(address: "http://p3.example:1", username: "u", password: "p/w"))
  }

  @Test("headers are read from YAML, and a value cannot begin another header line")
  func headers() throws {
    let settings = try settings(.init(type: "generic"), secret: ["headers": "X-Team: shop\nAuthorization: Bearer 1\n"])
    #expect(settings.headers.map { "\($0.name)=\($0.value)" } == ["Authorization=Bearer 1", "X-Team=shop"])
    for hostile in ["X: \"a\\r\\nHost: evil\"", "\"X: Y\": z", "- a", "X: 1"] {
      let error = error { _ = try self.settings(.init(type: "generic"), secret: ["headers": hostile]) }
      #expect(error?.code == .invalidSecret)
    }
  }

  @Test(
    "a wrong setting is named without its content",
    arguments: [
      (["address": "hooks.slack.com/services/SECRET"], "key \"address\""),
      (["headers": "a: b: SECRET"], "key \"headers\""),
    ])
  func namesWithoutContent(secret: [String: String], expected: String) throws {
    let error = try #require(error { _ = try settings(.init(type: "slack"), secret: secret) })
    #expect(error.message.contains(expected))
    #expect(!error.message.contains("SECRET"))
  }

  @Test("a client certificate needs its key")
  func certificateWithoutKey() throws {
    let error = try #require(error { _ = try settings(.init(type: "slack"), certificates: ["tls.crt": "x"]) })
    #expect(error.message == "the Secret in spec.certSecretRef should have both tls.crt and tls.key, or none")
    #expect(try settings(.init(type: "slack"), certificates: ["ca.crt": "x"]).certificateAuthority == Array("x".utf8))
  }

  @Test("a type that is not there yet is refused with the ones that are")
  func unsupported() throws {
    let error = try #require(
      error { _ = try ProviderTypes.make(type: "telegram", ProviderSettings(address: nil)) })
    #expect(error.code == .unsupportedType)
    #expect(
      error.message
        == "spec.type \"telegram\" is not supported; use one of discord, generic, msteams, slack")
  }

  @Test("every type names a missing address", arguments: ProviderTypes.supported)
  func missingAddress(type: String) throws {
    let error = try #require(error { _ = try ProviderTypes.make(type: type, ProviderSettings(address: nil)) })
    #expect(error.message.hasPrefix("the \(type) provider needs an address"))
  }

  @Test("chat.postMessage without channel or token is refused before anything is sent")
  func slackNeedsChannelAndToken() throws {
    let address = try WebhookAddress("https://slack.com/api/chat.postMessage")
    for (settings, expected) in [
      (ProviderSettings(address: address, token: "t"), "spec.channel"),
      (ProviderSettings(address: address, channel: "c"), "token"),
    ] {
      let error = try #require(error { _ = try ProviderTypes.make(type: "slack", settings) })
      #expect(error.message.contains(expected))
    }
  }
}
