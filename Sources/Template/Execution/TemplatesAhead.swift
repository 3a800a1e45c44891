import Structure

/// Texts that are being parsed on another thread while a chart is still being read.
package final class TemplatesAhead: Sendable {
  private let texts: [ByteString]
  private let work: WorkAhead<[Definition]?>

  package init(_ texts: [[UInt8]], functions: FunctionTable) {
    let texts = texts.map { ByteString($0) }
    self.texts = texts
    work = WorkAhead(of: texts.count) { index in
      try? Parser.parse(texts[index].bytes, name: Self.name, functions: functions, stack: .forThisThread())
    }
  }

  /// The name until the right one is known; none that a text defines may be the same.
  private static let name = "\u{0}"

  /// What was parsed; texts with a mistake are left out.
  func finish() -> [(text: ByteString, definitions: [Definition])] {
    zip(texts, work.finish()).compactMap { text, definitions in definitions.map { (text, $0) } }
  }
}
