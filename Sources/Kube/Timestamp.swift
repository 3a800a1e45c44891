import Glibc
import SwiftOverlayShims  // a release build finds timespec there

/// A moment in UTC to the microsecond, written as RFC 3339: what Kubernetes calls Time and MicroTime.
package struct Timestamp: Sendable, Hashable {
  /// Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  package var microsecondsSinceEpoch: Int64

  package init(microsecondsSinceEpoch: Int64) { self.microsecondsSinceEpoch = microsecondsSinceEpoch }
  package init(secondsSinceEpoch: Int64) { microsecondsSinceEpoch = secondsSinceEpoch * 1_000_000 }

  /// The moment on the system's clock.
  package static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(microsecondsSinceEpoch: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
  }

  /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
  package var secondsSinceEpoch: Int64 { Self.floorDivide(microsecondsSinceEpoch, 1_000_000).quotient }

  /// The same moment without its fraction of a second: what a status field keeps.
  package var wholeSeconds: Timestamp { Timestamp(secondsSinceEpoch: secondsSinceEpoch) }

  private static func floorDivide(_ number: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

extension Timestamp: CustomStringConvertible {
  /// `2026-01-31T09:05:03Z`: whole seconds, as Kubernetes writes a Time.
  package var description: String { text(fraction: false) }

  /// `2026-01-31T09:05:03.000120Z`: with microseconds, as Kubernetes writes a MicroTime.
  package var microseconds: String { text(fraction: true) }

  private func text(fraction: Bool) -> String {
    let (seconds, micro) = Self.floorDivide(microsecondsSinceEpoch, 1_000_000)
    let (days, second) = Self.floorDivide(seconds, 86_400)
    let date = Self.civil(days: days)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(27)
    Self.write(date.year, width: 4, into: &bytes)
    for (separator, number) in [("-", date.month), ("-", date.day)] as [(Unicode.Scalar, Int64)] {
      bytes.append(UInt8(ascii: separator))
      Self.write(number, width: 2, into: &bytes)
    }
    let clock: [(Unicode.Scalar, Int64)] = [("T", second / 3600), (":", second / 60 % 60), (":", second % 60)]
    for (separator, number) in clock {
      bytes.append(UInt8(ascii: separator))
      Self.write(number, width: 2, into: &bytes)
    }
    if fraction {
      bytes.append(UInt8(ascii: "."))
      Self.write(micro, width: 6, into: &bytes)
    }
    bytes.append(UInt8(ascii: "Z"))
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func write(_ number: Int64, width: Int, into bytes: inout [UInt8]) {
    let digits = "\(number)"
    bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, width - digits.utf8.count)))
    bytes.append(contentsOf: digits.utf8)
  }

  /// Proleptic Gregorian date of a day number; the year starts in March, so that the leap day ends it.
  private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let (era, dayOfEra) = floorDivide(shifted, 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  /// The day number of a date, counted from 1970-01-01.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let marchYear = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = floorDivide(marchYear, 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension Timestamp {
  /// Reads RFC 3339 with any fraction of a second and any offset; nil for anything else.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    func number(_ start: Int, _ count: Int) -> Int64? {
      guard start + count <= bytes.count else { return nil }
      var result: Int64 = 0
      for byte in bytes[start..<(start + count)] {
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        result = result * 10 + Int64(byte - UInt8(ascii: "0"))
      }
      return result
    }
    func isByte(_ index: Int, _ characters: Unicode.Scalar...) -> Bool {
      index < bytes.count && characters.contains { UInt8(ascii: $0) == bytes[index] }
    }
    guard isByte(4, "-"), isByte(7, "-"), isByte(10, "T", "t", " "), isByte(13, ":"), isByte(16, ":"),
      let year = number(0, 4), let month = number(5, 2), (1...12).contains(month),
      let day = number(8, 2), (1...31).contains(day),
      let hour = number(11, 2), hour < 24, let minute = number(14, 2), minute < 60,
      let second = number(17, 2), second <= 60
    else { return nil }

    var position = 19
    var micro: Int64 = 0
    if isByte(position, ".") {
      position += 1
      var weight: Int64 = 100_000
      let start = position
      while let digit = number(position, 1) {
        micro += digit * weight
        weight /= 10
        position += 1
      }
      guard position > start else { return nil }
    }
    var offset: Int64 = 0
    if isByte(position, "Z", "z") {
      position += 1
    } else if isByte(position, "+", "-"), isByte(position + 3, ":"),
      let hours = number(position + 1, 2), let minutes = number(position + 4, 2)
    {
      offset = (hours * 60 + minutes) * (isByte(position, "-") ? -60 : 60)
      position += 6
    } else {
      return nil
    }
    guard position == bytes.count else { return nil }
    let dayNumber = Self.days(year: year, month: month, day: day)
    let civil = Self.civil(days: dayNumber)
    guard civil.month == month, civil.day == day else { return nil }  // such as February 30
    let seconds = dayNumber * 86_400 + hour * 3600 + minute * 60 + second - offset
    microsecondsSinceEpoch = seconds * 1_000_000 + micro
  }

  /// The moment `duration` later, to the microsecond.
  package static func + (moment: Timestamp, duration: Duration) -> Timestamp {
    Timestamp(microsecondsSinceEpoch: moment.microsecondsSinceEpoch + duration.wholeNanoseconds / 1_000)
  }

  /// The moment `duration` earlier, to the microsecond.
  package static func - (moment: Timestamp, duration: Duration) -> Timestamp {
    Timestamp(microsecondsSinceEpoch: moment.microsecondsSinceEpoch - duration.wholeNanoseconds / 1_000)
  }

  /// The time from `earlier` to this moment; negative when it is later.
  package func since(_ earlier: Timestamp) -> Duration {
    .microseconds(microsecondsSinceEpoch - earlier.microsecondsSinceEpoch)
  }
}

extension Timestamp: Comparable {
  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.microsecondsSinceEpoch < right.microsecondsSinceEpoch
  }
}
