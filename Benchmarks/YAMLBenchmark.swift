import CLibYAML
import Structure

/// Reading and writing a stream of Kubernetes objects, against libyaml doing nothing but finding the events.
struct YAMLBenchmark: Benchmark {
  let name = "yaml"

  func run() async throws -> [Measurement] {
    let text = ManifestStream.bytes(size: 5 << 20)
    let size = Double(text.count) / 1_048_576
    let memory = try Self.peakMemory(of: text)
    var events = Double.infinity
    var reading = Double.infinity
    var writing = Double.infinity
    // By turns, so that what disturbs the machine disturbs all of them; the best of each counts.
    for _ in 0..<12 {
      events = min(events, try CPUTime.seconds { try Self.countEvents(text) })
      var documents: [YAML.Document] = []
      reading = min(reading, try CPUTime.seconds { documents = try YAML.documents(text) })
      var output: [UInt8] = []
      output.reserveCapacity(text.count + 4096)
      writing = min(
        writing,
        CPUTime.seconds {
          for document in documents {
            output.append(contentsOf: "---\n".utf8)
            YAML.write(document.value, into: &output)
          }
        })
      guard output == text else { throw WrongOutput() }
    }
    let peer = "libyaml's event loop: \(Report.number(size / events)) MiB/s"
    return [
      Measurement("reading 5 MiB of objects", size / reading, "MiB/s", comparison: peer),
      Measurement("reading, of the speed of the event loop", events / reading * 100, "%", budget: .atLeast(70)),
      Measurement("writing", size / writing, "MiB/s", budget: .atLeast(150)),
      Measurement("memory while reading, of the text's size", memory, "x", budget: .atMost(8)),
    ]
  }

  private struct WrongOutput: Error, CustomStringConvertible {
    var description: String { "what was written differs from what was read" }
  }

  private struct WrongInput: Error {}

  private static func countEvents(_ text: [UInt8]) throws {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    let event = UnsafeMutablePointer<yaml_event_t>.allocate(capacity: 1)
    defer {
      parser.deallocate()
      event.deallocate()
    }
    guard yaml_parser_initialize(parser) != 0 else { throw WrongInput() }
    defer { yaml_parser_delete(parser) }
    try text.withUnsafeBufferPointer { bytes in
      yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
      var type = YAML_NO_EVENT
      while type != YAML_STREAM_END_EVENT {
        guard yaml_parser_parse(parser, event) != 0 else { throw WrongInput() }
        type = event.pointee.type
        yaml_event_delete(event)
      }
    }
  }

  /// How far the process grows while it reads, at most, in times the size of the text. Comes first, since memory that was
  /// freed before would be used again unseen.
  private static func peakMemory(of text: [UInt8]) throws -> Double {
    try ProcessMemory.resetPeak()
    let before = try ProcessMemory.resident()
    let documents = try YAML.documents(text)
    let peak = try ProcessMemory.peak()
    return withExtendedLifetime(documents) { Double(peak - before) / Double(text.count) }
  }
}
