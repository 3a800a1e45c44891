import Crypto
import CryptoExtras
import FoundationEssentials

/// A private key that signs certificates.
enum SigningKey {
  case rsa(_RSA.Signing.PrivateKey)
  case p256(P256.Signing.PrivateKey)
  case p384(P384.Signing.PrivateKey)
  case p521(P521.Signing.PrivateKey)
  case ed25519(Curve25519.Signing.PrivateKey)

  static func generateRSA(_ bits: _RSA.Signing.KeySize) throws -> SigningKey {
    .rsa(try _RSA.Signing.PrivateKey(keySize: bits))
  }

  /// The key as Go's sprig writes it: RSA and EC in their own forms, the others in PKCS#8.
  var pem: [UInt8] {
    switch self {
    case .rsa(let key): PEM.encode("RSA PRIVATE KEY", Array(key.derRepresentation))
    case .p256(let key):
      PEM.encode(
        "EC PRIVATE KEY",
        Self.sec1(Array(key.rawRepresentation), Array(key.publicKey.x963Representation), Self.curve256))
    case .p384(let key):
      PEM.encode(
        "EC PRIVATE KEY",
        Self.sec1(Array(key.rawRepresentation), Array(key.publicKey.x963Representation), Self.curve384))
    case .p521(let key):
      PEM.encode(
        "EC PRIVATE KEY",
        Self.sec1(Array(key.rawRepresentation), Array(key.publicKey.x963Representation), Self.curve521))
    case .ed25519(let key):
      PEM.encode(
        "PRIVATE KEY",
        DER.sequence(
          DER.integer([0]), DER.sequence(DER.identifier([1, 3, 101, 112])),
          DER.octets(DER.octets(Array(key.rawRepresentation)))))
    }
  }

  private static let curve256 = DER.identifier([1, 2, 840, 10045, 3, 1, 7])
  private static let curve384 = DER.identifier([1, 3, 132, 0, 34])
  private static let curve521 = DER.identifier([1, 3, 132, 0, 35])

  private static func sec1(_ secret: [UInt8], _ point: [UInt8], _ curve: [UInt8]) -> [UInt8] {
    DER.sequence(
      DER.integer([1]), DER.octets(secret), DER.explicit(0, curve), DER.explicit(1, DER.bits(point)))
  }

  /// SubjectPublicKeyInfo.
  var publicKeyInfo: [UInt8] {
    switch self {
    case .rsa(let key): Array(key.publicKey.derRepresentation)
    case .p256(let key): Array(key.publicKey.derRepresentation)
    case .p384(let key): Array(key.publicKey.derRepresentation)
    case .p521(let key): Array(key.publicKey.derRepresentation)
    case .ed25519(let key):
      DER.sequence(
        DER.sequence(DER.identifier([1, 3, 101, 112])), DER.bits(Array(key.publicKey.rawRepresentation)))
    }
  }

  /// The algorithm that ``sign(_:)`` uses.
  var algorithm: [UInt8] {
    switch self {
    case .rsa: DER.sequence(DER.identifier([1, 2, 840, 113549, 1, 1, 11]), DER.null)
    case .p256: DER.sequence(DER.identifier([1, 2, 840, 10045, 4, 3, 2]))
    case .p384: DER.sequence(DER.identifier([1, 2, 840, 10045, 4, 3, 3]))
    case .p521: DER.sequence(DER.identifier([1, 2, 840, 10045, 4, 3, 4]))
    case .ed25519: DER.sequence(DER.identifier([1, 3, 101, 112]))
    }
  }

  func sign(_ bytes: [UInt8]) throws -> [UInt8] {
    switch self {
    case .rsa(let key):
      Array(try key.signature(for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5).rawRepresentation)
    case .p256(let key): Array(try key.signature(for: bytes).derRepresentation)
    case .p384(let key): Array(try key.signature(for: bytes).derRepresentation)
    case .p521(let key): Array(try key.signature(for: bytes).derRepresentation)
    case .ed25519(let key): Array(try key.signature(for: bytes))
    }
  }

  /// - Throws: ``FunctionError`` with sprig's message.
  init(pem text: [UInt8]) throws {
    guard let (type, bytes) = PEM.decode(text) else { throw FunctionError("no PEM data in input") }
    switch type {
    case "RSA PRIVATE KEY":
      guard let key = try? _RSA.Signing.PrivateKey(unsafeDERRepresentation: bytes) else {
        throw FunctionError("parsing RSA private key from PEM: the key is malformed")
      }
      self = .rsa(key)
    case "EC PRIVATE KEY":
      guard let key = Self.elliptic(bytes) else {
        throw FunctionError("parsing EC private key from PEM: the key is malformed")
      }
      self = key
    case "PRIVATE KEY":
      guard let key = Self.pkcs8(bytes) else {
        throw FunctionError("decoding PEM as PKCS#8: the key is malformed")
      }
      self = key
    case _ where type.hasSuffix(" PRIVATE KEY"):
      throw FunctionError("invalid private key type \(type.dropLast(12))")
    default: throw FunctionError("no private key data in PEM block of type \(type)")
    }
  }

  private static func elliptic(_ bytes: [UInt8]) -> SigningKey? {
    var outer = DER.Reader(bytes)
    guard let body = outer.content(0x30) else { return nil }
    var reader = DER.Reader(body)
    guard reader.content(0x02) != nil, let secret = reader.content(0x04) else { return nil }
    if let key = try? P256.Signing.PrivateKey(rawRepresentation: secret) { return .p256(key) }
    if let key = try? P384.Signing.PrivateKey(rawRepresentation: secret) { return .p384(key) }
    if let key = try? P521.Signing.PrivateKey(rawRepresentation: secret) { return .p521(key) }
    return nil
  }

  private static func pkcs8(_ bytes: [UInt8]) -> SigningKey? {
    var outer = DER.Reader(bytes)
    guard let body = outer.content(0x30) else { return nil }
    var reader = DER.Reader(body)
    guard reader.content(0x02) != nil, let algorithm = reader.content(0x30), let key = reader.content(0x04)
    else { return nil }
    var identifiers = DER.Reader(algorithm)
    switch identifiers.next()?.whole {
    case DER.identifier([1, 3, 101, 112]):
      var inner = DER.Reader(key)
      guard let secret = inner.content(0x04) else { return nil }
      return (try? Curve25519.Signing.PrivateKey(rawRepresentation: secret)).map(SigningKey.ed25519)
    case DER.identifier([1, 2, 840, 113549, 1, 1, 1]):
      return (try? _RSA.Signing.PrivateKey(unsafeDERRepresentation: key)).map(SigningKey.rsa)
    default: return elliptic(key)
    }
  }
}
