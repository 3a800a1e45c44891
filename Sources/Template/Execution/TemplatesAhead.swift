import Structure

/// Texts that are being parsed on another thread while a chart is still being read.
package final class TemplatesAhead: Sendable {
  private let texts: [ByteString]
  private let work: WorkAhead<[Definition]?>

  /// - Parameter texts: Each with the name that its template is likely to get.
  package init(_ texts: [(text: [UInt8], name: String)], functions: FunctionTable) {
    let named = texts.map { (text: ByteString($0.text), name: $0.name) }
    self.texts = named.map(\.text)
    work = WorkAhead(of: named.count) { index in
      try? Parser.parse(named[index].text.bytes, name: named[index].name, functions: functions, stack: .forThisThread())
    }
  }

  /// What was parsed; texts with a mistake are left out.
  func finish() -> [(text: ByteString, definitions: [Definition])] {
    zip(texts, work.finish()).compactMap { text, definitions in definitions.map { (text, $0) } }
  }
}
