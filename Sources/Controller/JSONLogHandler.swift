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
    Self.write(.object(line), into: &bytes)
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

  private static func write(_ value: Value, into bytes: inout [UInt8]) {
    switch value {
    case .object(let mapping):
      for (index, entry) in mapping.enumerated() {
        bytes.append(index == 0 ? UInt8(ascii: "{") : UInt8(ascii: ","))
        write(text: entry.key, into: &bytes)
        bytes.append(UInt8(ascii: ":"))
        write(entry.value, into: &bytes)
      }
      if mapping.isEmpty { bytes.append(UInt8(ascii: "{")) }
      bytes.append(UInt8(ascii: "}"))
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        write(element, into: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    default: write(text: value.string ?? "", into: &bytes)  // log values are texts, lists and mappings
    }
  }

  private static func write(text: String, into bytes: inout [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): bytes += Array("\\n".utf8)
      case 0..<0x20, 0x7F: bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
