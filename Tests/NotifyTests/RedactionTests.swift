import HTTP
import Notify
import Testing

@Suite struct RedactionTests {
  @Test(
    "an address shows scheme, host and port only",
    arguments: [
      ("https://hooks.slack.com/services/T0/B0/SECRET", "https://hooks.slack.com"),
      ("https://user:SECRET@chat.example:8443/x?sig=SECRET#f", "https://chat.example:8443"),
      ("http://[::1]:9000/SECRET", "http://[::1]:9000"),
    ])
  func address(text: String, shown: String) throws {
    let address = try WebhookAddress(text)
    #expect("\(address)" == shown)
    #expect(String(reflecting: address) == shown)
  }

  @Test(
    "what is no address is refused without being repeated",
    arguments: ["", "SECRET", "ftp://a.example/SECRET", "https:///SECRET", "https://a.example/SEC RET"])
  func invalid(text: String) {
    let error = #expect(throws: InvalidAddress.self) { try WebhookAddress(text) }
    #expect(error?.description.contains("SEC") == false)
  }

  @Test("tokens, passwords, header values and the parts of an address are replaced in texts of others")
  func texts() throws {
    var settings = ProviderSettings(
      address: try WebhookAddress("https://user:pass-word@a.example/services/T0?sig=abcdef"), token: "xoxb-1",
      headers: [("Authorization", "Bearer 9999")])
    settings.proxy = HTTPProxy(address: "http://p.example", username: "proxy-user", password: "proxy-pass")
    let text =
      "POST /services/T0?sig=abcdef by user:pass-word with xoxb-1 and Bearer 9999 through proxy-user:proxy-pass"
    let shown = settings.redaction.applied(to: text)
    #expect(shown == "POST ***?*** by ***:*** with *** and *** through ***:***")
  }
}
