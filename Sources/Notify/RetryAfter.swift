package import Kube

/// The `Retry-After` header of an answer (RFC 9110 §10.2.3).
package enum RetryAfter {
  /// The longest wait that a receiver is granted; a wrong clock there must not silence it for days.
  package static let limit = Duration.seconds(3600)

  /// Reads seconds or an HTTP date; nil when it is neither.
  package static func parse(_ text: String, now: Timestamp) -> Duration? {
    let wait: Duration
    if let seconds = Int64(text), seconds >= 0 {
      wait = .seconds(min(seconds, 3600))
    } else if let fraction = Double(text), fraction.isFinite, fraction >= 0 {
      wait = .milliseconds(Int64(min(fraction, 3600) * 1000))  // Discord's
    } else if let date = date(text) {
      wait = max(.zero, date.since(now))
    } else {
      return nil
    }
    return min(wait, limit)
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`; the two obsolete forms are not read.
  private static func date(_ text: String) -> Timestamp? {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: String(words[2])),
      words[1].utf8.count == 2, words[3].utf8.count == 4
    else { return nil }
    let number = month + 1
    return Timestamp("\(words[3])-\(number < 10 ? "0" : "")\(number)-\(words[1])T\(words[4])Z")
  }
}
