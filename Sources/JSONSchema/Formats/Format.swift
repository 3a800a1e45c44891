import Structure

/// The formats that Helm checks; others say nothing.
enum Format: String, Sendable {
  case date, time, duration, email, hostname, ipv4, ipv6, iri, period, regex, semver, uri, uuid
  case dateTime = "date-time"
  case iriReference = "iri-reference"
  case jsonPointer = "json-pointer"
  case relativeJSONPointer = "relative-json-pointer"
  case uriReference = "uri-reference"
  case uriTemplate = "uri-template"

  /// Why a text does not have this format, in Helm's words; nil when it does.
  func reason(_ text: String) -> String? {
    switch self {
    case .date: DateFormat.date(text)
    case .time: DateFormat.time(text)
    case .dateTime: DateFormat.dateTime(text)
    case .duration: DurationFormat.duration(text)
    case .period: DurationFormat.period(text)
    case .email: HostFormat.email(text)
    case .hostname: HostFormat.hostname(text)
    case .ipv4: HostFormat.ipv4(text)
    case .ipv6: HostFormat.ipv6(text)
    case .uri, .iri: LinkFormat.absolute(text)
    case .uriReference, .iriReference: LinkFormat.reference(text)
    case .uriTemplate: LinkFormat.template(text)
    case .jsonPointer: PointerFormat.pointer(text)
    case .relativeJSONPointer: PointerFormat.relative(text)
    // Compiling takes memory and time, so ``PatternCache`` does it.
    case .regex: nil
    case .semver: VersionFormat.semver(text)
    case .uuid: VersionFormat.uuid(text)
    }
  }
}

extension UInt8 {
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
  var isLetter: Bool { self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z") }
}
