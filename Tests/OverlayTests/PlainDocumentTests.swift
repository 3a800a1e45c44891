import TestRandomness
import Testing

@testable import Overlay

/// The reader of plain manifests beside libyaml: what it takes, it takes in the same way.
@Suite("Plain documents")
struct PlainDocumentTests {
  /// What both make of a text; nil for what the plain reader leaves to libyaml.
  private func compare(_ text: String) -> Bool? {
    let bytes = Array(text.utf8)[...]
    guard let found = PlainDocumentReader.read(bytes) else { return nil }
    let expected = try? NodeReader.readEvents(bytes, SchemaComments(bytes))
    guard let expected else { return false }
    return found.line == expected.line && Self.shown(found.node) == Self.shown(expected.node)
  }

  private static func shown(_ node: Node) -> String {
    let head = "\(node.kind) \(node.tag) \(node.style.rawValue) <\(node.text)>"
    let entries = node.entries.map { "\($0.key.tag) \($0.key.style.rawValue) <\($0.key.text)>=\(shown($0.value))" }
    return "(\(head) \(entries) \(node.items.map(shown)))"
  }

  @Test(
    "Manifests as people write them are plain",
    arguments: [
      "a: 1\n", "---\na: b\n", "# comment\n\na:\n  # another\n  b: c d\n\n  e: \"f: g\"\n",
      "a:\n- b\n- c: d\n  e: f\nh: -1\n",
      "a:\n  - b: c\n    d:\n    - e\n    - 'f g'\n  - g:\nh:\n", "image: nginx:1.25@sha256:ab\nurl: https://x.y/z#a\n",
      "a: {}\nb: []\nc: true\nd: 1e3\ne: ~x\n".replacing("~", with: "."), "  a: b\n  c: d",
      "a.b/c-d_e: 0x1F\n1: 2\ntrue: no\n",
      "a:\nb: null\nc:\n  d:\ne: 2001-01-01\n",
    ])
  func plain(_ text: String) { #expect(compare(text) == true) }

  @Test(
    "What means more than it seems is left to libyaml",
    arguments: [
      "", "# only\n", "a: b\n  c\n", "a: |\n  b\n", "a: &x b\nc: *x\n", "a: !t b\n", "a: {b: c}\n", "a: [b]\n",
      "a: \"b\\n\"\n",
      "a: 'it''s'\n", "a: b # c\n", "a: b: c\n", "a: b:\n", "- a\n", "a\n", "a: b\n- c\n", "a: b\n c: d\n",
      "a:\n- b\n  c\n",
      "a:\n  b: c\n d: e\n", "a:\n- - b\n", "a:\n-\n  b\n", "? a\n: b\n", "\"a\": b\n", "<<: b\n", "a:\tb\n",
      "a: \u{e9}\n",
      "a: b\n...\n", "%YAML 1.1\n---\na: b\n", "a : b\n", "a: -\n", "a: - b\n", "a: @b\n", "a: b\r\n", "a: b\n--- c\n",
    ])
  func unusual(_ text: String) { #expect(compare(text) == nil) }

  @Test("Whatever lines are put together, and whatever byte of them changes, both readers agree")
  func random() throws {
    let contents = [
      "a: b", "a:", "- a", "- a: b", "-", "b.c/d: 1", "e: 'f'", "g: \"h: i\"", "- \"j\"", "k: {}", "- l:", "# m",
      "n: o p", "q: []",
      "- - r", "s: -t", "---", "...", "u: |", "v: w:x#y", "true: null", "", "z: 0o7", "1: .5", "- .", "a: ' b '",
      "- a:b", "a: b # c",
    ]
    let alphabet = Array(" \n\t:-#\"'{}[]&*!|>%@`?,.~<=ab1é\\\r".utf8)
    var random = SeededGenerator(seed: 20_261_125)
    var taken = 0
    for _ in 0..<100_000 {
      var text = ""
      for _ in 0..<Int.random(in: 1...7, using: &random) {
        text += String(
          repeating: " ", count: Int.random(in: 0...2, using: &random) * Int.random(in: 1...2, using: &random))
        text += (contents.randomElement(using: &random) ?? "") + "\n"
      }
      var bytes = Array(text.utf8)
      if Bool.random(using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let byte = alphabet.randomElement(using: &random) ?? 0
        if Bool.random(using: &random) { bytes[place] = byte } else { bytes.insert(byte, at: place) }
      }
      let mutated = String(decoding: bytes, as: UTF8.self)
      guard let same = compare(mutated) else { continue }
      taken += 1
      #expect(same, "the readers differ on \(mutated.debugDescription)")
    }
    #expect(taken > 5_000)
  }
}
