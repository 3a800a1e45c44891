import Kube
import Notify
import Testing

@Suite struct RetryAfterTests {
  @Test(
    "seconds, fractions and dates are read, and held to an hour",
    arguments: [
      ("0", Duration.zero), ("30", .seconds(30)), ("0.75", .milliseconds(750)), ("86400", .seconds(3600)),
      ("Sun, 06 Nov 1994 08:49:37 GMT", .seconds(7)), ("Sun, 06 Nov 1994 08:00:00 GMT", .zero),
    ])
  func read(text: String, wait: Duration) throws {
    let now = try #require(Timestamp("1994-11-06T08:49:30Z"))
    #expect(RetryAfter.parse(text, now: now) == wait)
  }

  @Test("anything else is ignored", arguments: ["", "-1", "soon", "NaN", "Sun, 06 Nov 1994 08:49:37", "1 2 3 4 5 GMT"])
  func ignored(text: String) {
    #expect(RetryAfter.parse(text, now: Timestamp(secondsSinceEpoch: 0)) == nil)
  }
}
