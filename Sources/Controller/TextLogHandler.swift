package import Kube
package import Logging

/// Log lines for people: time, level, object, message, then the values.
///
///     12:03:04.120 NOTICE GitRepository/default/app  stored artifact  revision=main@sha1:…
package struct TextLogHandler: LogHandler {
  package var logLevel: Logger.Level
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?
  private let output: LogOutput
  private let usesColor: Bool
  private let now: @Sendable () -> Timestamp

  /// Fields that stand in the object's column, or that only programs need.
  private static let hidden: Set<String> = [
    LogField.controller, LogField.group, LogField.kind, LogField.name, LogField.namespace, LogField.reconcileID,
  ]

  package init(
    level: Logger.Level, output: LogOutput, usesColor: Bool, now: @escaping @Sendable () -> Timestamp = { .now }
  ) {
    logLevel = level
    self.output = output
    self.usesColor = usesColor
    self.now = now
  }

  package subscript(metadataKey key: String) -> Logger.MetadataValue? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let fields = LogFields.merged(metadata, metadataProvider, event)
    let clock = now().microseconds.dropFirst(11).prefix(12)  // 2026-01-31T[09:05:03.000]120Z
    let level = event.level.rawValue.uppercased()
    var line = colored("\(clock)", .dim) + " "
    line += colored(level, Color(event.level)) + String(repeating: " ", count: max(0, 8 - level.count))
    let subject = Self.subject(fields)
    if !subject.isEmpty { line += " " + colored(subject, .bold) + " " }
    line += " " + LogFields.singleLine("\(event.message)")
    for (key, value) in fields.sorted(by: { $0.key < $1.key }) where !Self.hidden.contains(key) {
      let text = LogFields.singleLine(LogFields.text(value))
      // A failure's text often is the message as well.
      if key == LogField.error, text == "\(event.message)" { continue }
      line += " " + colored("\(key)=", .dim) + LogFields.quotedIfNeeded(text)
    }
    output.write(line + "\n")
  }

  /// `Kind/namespace/name`, as far as it is known.
  private static func subject(_ fields: Logger.Metadata) -> String {
    [LogField.kind, LogField.namespace, LogField.name].compactMap { fields[$0].map { "\($0)" } }
      .filter { !$0.isEmpty }.joined(separator: "/")
  }

  private enum Color: String {
    case red = "31"
    case yellow = "33"
    case green = "32"
    case cyan = "36"
    case dim = "2"
    case bold = "1"

    init(_ level: Logger.Level) {
      switch level {
      case .trace, .debug: self = .dim
      case .info: self = .cyan
      case .notice: self = .green
      case .warning: self = .yellow
      case .error, .critical: self = .red
      }
    }
  }

  private func colored(_ text: String, _ color: Color) -> String {
    usesColor ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }
}
