import Template
import Testing

@Suite("Cryptographic functions")
struct CryptoFunctionTests {
  @Test("Digests have their known values")
  func digests() throws {
    #expect(try renderChart("{{ sha1sum \"abc\" }}") == "a9993e364706816aba3e25717850c26c9cd0d89d")
    #expect(try renderChart("{{ adler32sum \"abc\" }}") == "38600999")
    #expect(
      try renderChart("{{ sha256sum \"abc\" }}") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("What is encrypted can be decrypted")
  func ciphers() throws {
    #expect(try renderChart("{{ encryptAES \"key\" \"text\" | decryptAES \"key\" }}") == "text")
    #expect(message { try renderChart("{{ decryptAES \"key\" \"YQ==\" }}") }.contains("slice bounds out of range"))
  }

  @Test("Keys and certificates have their forms")
  func certificates() throws {
    let text = """
      {{ $ca := genCAWithKey "ca" 10 (genPrivateKey "ecdsa") -}}
      {{ $c := genSignedCertWithKey "host" (list "10.0.0.1" "::1") (list "a.b") 5 $ca (genPrivateKey "ed25519") -}}
      {{ $ca.Key | hasPrefix "-----BEGIN EC PRIVATE KEY-----" }} {{ $c.Key | hasPrefix "-----BEGIN PRIVATE KEY-----" }}
      {{- (buildCustomCert (b64enc $c.Cert) (b64enc $c.Key)).Cert | eq $c.Cert }}
      """
    #expect(try renderChart(text) == "true truetrue")
  }

  @Test("A password hash has the form of bcrypt 2a with a salt of its own")
  func passwords() throws {
    let text = "{{ $a := htpasswd \"u\" \"p\" }}{{ regexMatch \"^u:\\\\$2a\\\\$10\\\\$[./A-Za-z0-9]{53}$\" $a }}"
    #expect(try renderChart(text) == "true")
  }
}
