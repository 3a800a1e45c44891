import Kube
import Testing

@Suite("Durations in Go's form")
struct GoDurationTests {
  @Test(
    "are read by Go's rules",
    arguments: [
      ("0", 0), ("5s", 5_000_000_000), ("30s", 30_000_000_000), ("1478s", 1_478_000_000_000),
      ("-5s", -5_000_000_000), ("+5s", 5_000_000_000), ("-0", 0), ("+0", 0), ("5.0s", 5_000_000_000),
      ("5.6s", 5_600_000_000), ("5.s", 5_000_000_000), (".5s", 500_000_000), ("1.0040s", 1_004_000_000),
      ("100.00100s", 100_001_000_000), ("10ns", 10), ("11us", 11_000), ("12µs", 12_000), ("12\u{3BC}s", 12_000),
      ("13ms", 13_000_000), ("14s", 14_000_000_000), ("15m", 900_000_000_000), ("16h", 57_600_000_000_000),
      ("3h30m", 12_600_000_000_000), ("10.5s4m", 250_500_000_000), ("1h2m3s4ms5us6ns", 3_723_004_005_006),
      ("0.3333333333333333333h", 1_200_000_000_000), ("0.100000000000000000000h", 360_000_000_000),
      ("9223372036854775807ns", Int64.max), ("-9223372036854775808ns", Int64.min),
    ] as [(String, Int64)])
  func reading(text: String, nanoseconds: Int64) throws {
    #expect(try Duration(goDuration: text).wholeNanoseconds == nanoseconds)
  }

  @Test(
    "are refused where Go refuses them",
    arguments: [
      "", "3", "-", "s", ".", "-.", ".s", "+.s", "1d", "5x", "1h 30m", " 1h", "1h ", "--5s", "3000000h",
      "9223372036854775808ns", "9223372036854775.808us", "-9223372036854775809ns", "\u{85}85", "1hh", "5S",
    ])
  func refusing(text: String) {
    #expect(throws: InvalidDuration(text: text)) { try Duration(goDuration: text) }
  }

  @Test("say how to write one when refused")
  func complaint() {
    #expect(InvalidDuration(text: "5x").description == "\"5x\" is not a duration; write it like 30s, 5m or 1h30m")
  }

  @Test(
    "are printed as Go prints them",
    arguments: [
      (Duration.zero, "0s"), (.nanoseconds(1), "1ns"), (.nanoseconds(1100), "1.1µs"), (.microseconds(2200), "2.2ms"),
      (.milliseconds(750), "750ms"), (.milliseconds(3300), "3.3s"), (.seconds(245), "4m5s"),
      (.milliseconds(245_001), "4m5.001s"), (.seconds(600), "10m0s"), (.milliseconds(18_367_001), "5h6m7.001s"),
      (.seconds(5400), "1h30m0s"), (.seconds(-90), "-1m30s"), (.nanoseconds(480_000_000_001), "8m0.000000001s"),
    ])
  func printing(duration: Duration, text: String) {
    #expect(duration.goDescription == text)
  }
}
