import Kube
import Testing

@Suite("Timestamps")
struct TimestampTests {
  @Test(
    "are read from RFC 3339 and written in UTC",
    arguments: [
      ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"),
      ("2026-01-31T09:05:03Z", 1_769_850_303, "2026-01-31T09:05:03Z"),
      ("2024-02-29T23:59:59+02:00", 1_709_243_999, "2024-02-29T21:59:59Z"),
      ("2000-03-01T00:00:00-05:30", 951_888_600, "2000-03-01T05:30:00Z"),
      ("1969-12-31T23:59:59Z", -1, "1969-12-31T23:59:59Z"),
      ("2100-03-01T00:00:00z", 4_107_542_400, "2100-03-01T00:00:00Z"),
    ] as [(String, Int64, String)])
  func reading(text: String, seconds: Int64, printed: String) throws {
    let moment = try #require(Timestamp(text))
    #expect(moment.secondsSinceEpoch == seconds)
    #expect(moment.description == printed)
  }

  @Test("keep microseconds and cut off what is finer")
  func fraction() throws {
    let moment = try #require(Timestamp("2026-01-31T09:05:03.1234567Z"))
    #expect(moment.microseconds == "2026-01-31T09:05:03.123456Z")
    #expect(moment.wholeSeconds.microseconds == "2026-01-31T09:05:03.000000Z")
    #expect(Timestamp(microsecondsSinceEpoch: -1).microseconds == "1969-12-31T23:59:59.999999Z")
  }

  @Test(
    "are refused when they are none",
    arguments: [
      "", "2026-01-31", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-31T24:00:00Z", "2026-01-31T09:05:03",
      "2026-01-31T09:05:03.Z", "2026-01-31T09:05:03+0200", "2026-01-31T09:05:03Z ", "20260131T090503Z",
    ])
  func refusing(text: String) { #expect(Timestamp(text) == nil) }

  @Test("are moved by durations and compared")
  func arithmetic() throws {
    let moment = try #require(Timestamp("2026-01-31T09:05:03Z"))
    #expect((moment + .seconds(57)).description == "2026-01-31T09:06:00Z")
    #expect((moment - .milliseconds(1)) < moment)
    #expect((moment + .seconds(90)).since(moment) == .seconds(90))
  }
}
