extension YAML {
  /// Reads a text that holds one document.
  /// - Returns: The document; null when the text holds none.
  /// - Throws: ``SyntaxError`` with the position, also when a second document that is not empty follows.
  package static func parse(_ bytes: [UInt8], options: ReadOptions = .strict) throws(SyntaxError) -> Value {
    var found: Value?
    try forEachDocument(bytes, options: options) { document throws(SyntaxError) in
      guard !document.value.isNull else { return }
      guard found == nil else {
        throw SyntaxError(message: "expected one document, but here begins another", position: document.start)
      }
      found = document.value
    }
    return found ?? .null
  }

  /// Reads a text that holds one document.
  package static func parse(_ text: String, options: ReadOptions = .strict) throws(SyntaxError) -> Value {
    try parse(Array(text.utf8), options: options)
  }

  /// Reads every document of a stream that is not empty.
  package static func documents(_ bytes: [UInt8], options: ReadOptions = .strict) throws(SyntaxError) -> [Document] {
    var documents: [Document] = []
    try forEachDocument(bytes, options: options) { document in
      if !document.value.isNull { documents.append(document) }
    }
    return documents
  }

  /// Reads a stream document by document, empty ones included.
  package static func forEachDocument(
    _ bytes: [UInt8], options: ReadOptions = .strict, _ body: (Document) throws(SyntaxError) -> Void
  ) throws(SyntaxError) {
    try bytes.withUnsafeBufferPointer { buffer throws(SyntaxError) in
      var reader = try YAMLReader(buffer, options: options)
      while let document = try reader.nextDocument() { try body(document) }
    }
  }
}
