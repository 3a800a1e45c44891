import Structure
import Testing

@Suite("Base64")
struct Base64Tests {
  @Test(
    "goes both ways",
    arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE=")])
  func vectors(plain: String, encoded: String) {
    #expect(Base64.encode(Array(plain.utf8)) == encoded)
    #expect(Base64.decode(Array(encoded.utf8)) == Array(plain.utf8))
  }

  @Test(
    "passes over line breaks, and refuses what is no base64",
    arguments: ["Zg", "Zg=", "Z", "Zm9v=", "Zm9-", "Zg==Zg=="])
  func refused(text: String) {
    #expect(Base64.decode(Array(text.utf8)) == nil)
    #expect(Base64.decode(Array("Zm\r\n9v\n".utf8)) == Array("foo".utf8))
  }
}
