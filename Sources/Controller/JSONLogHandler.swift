package import Kube
package import Logging
import Structure

/// Log lines for programs: one JSON object a line, with the field names of Flux's logs.
package struct JSONLogHandler: LogHandler {
  package var logLevel: Logger.Level
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?
  private let output: LogOutput
  private let now: @Sendable () -> Timestamp

  package init(
    level: Logger.Level, output: LogOutput, now: @escaping @Sendable () -> Timestamp = { .now }
  ) {
    logLevel = level
    self.output = output
    self.now = now
  }

  package subscript(metadataKey key: String) -> Logger.MetadataValue? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let fields = LogFields.merged(metadata, metadataProvider, event)
    var line = Mapping()
    line["level"] = .string(event.level.rawValue)
    line["ts"] = .string(now().microseconds)
    line["msg"] = .string("\(event.message)")
    for (key, value) in fields.sorted(by: { $0.key < $1.key }) { line[key] = Self.value(value) }
    // Flux names the object by its kind as well.
    if let kind = fields[LogField.kind], let name = fields[LogField.name] {
      var reference = Mapping()
      reference["name"] = Self.value(name)
      if let namespace = fields[LogField.namespace] { reference["namespace"] = Self.value(namespace) }
      line["\(kind)"] = .object(reference)
    }
    var bytes: [UInt8] = []
    JSON.write(.object(line), sortedKeys: false, into: &bytes)
    output.write(String(decoding: bytes, as: UTF8.self) + "\n")
  }

  private static func value(_ value: Logger.MetadataValue) -> Value {
    switch value {
    case .string(let text): .string(text)
    case .stringConvertible(let text): .string("\(text)")
    case .array(let values): .array(values.map(Self.value))
    case .dictionary(let entries):
      .object(
        entries.sorted { $0.key < $1.key }.reduce(into: Mapping()) { $0[$1.key] = Self.value($1.value) })
    }
  }
}
