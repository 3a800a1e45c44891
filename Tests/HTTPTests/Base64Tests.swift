import HTTP
import Testing

@Suite("Base 64") struct Base64Tests {
  @Test(
    "text and bytes turn into each other",
    arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")])
  func roundTrip(_ plain: String, _ encoded: String) {
    #expect(Base64.text(Array(plain.utf8)) == encoded)
    #expect(Base64.bytes(encoded) == Array(plain.utf8))
  }

  @Test("line breaks are skipped, anything else is refused")
  func malformed() {
    #expect(Base64.bytes("Zm9v\nYmFy\n") == Array("foobar".utf8))
    for text in ["Zg", "Zg=", "Z", "Zm9v!", "Zg==Zg==", "===="] { #expect(Base64.bytes(text) == nil, "\(text)") }
  }
}
