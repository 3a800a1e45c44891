import Crypto
import CryptoExtras

/// sprig's keys and certificates.
enum Certificates {
  static let functions: [Function] = [
    Function("genPrivateKey", [.string]) { arguments, _ in try privateKey(arguments.string(0).text) },
    Function("genCA", [.string, .int]) { arguments, execution in
      try selfSigned(try .generateRSA(.bits2048), arguments, nil, nil, days: arguments.int(1), isCA: true, execution)
    },
    Function("genCAWithKey", [.string, .int, .string]) { arguments, execution in
      try selfSigned(try key(arguments.bytes(2)), arguments, nil, nil, days: arguments.int(1), isCA: true, execution)
    },
    Function("genSelfSignedCert", [.string, .list, .list, .int]) { arguments, execution in
      try selfSigned(
        try .generateRSA(.bits2048), arguments, arguments[1], arguments[2], days: arguments.int(3), isCA: false,
        execution)
    },
    Function("genSelfSignedCertWithKey", [.string, .list, .list, .int, .string]) { arguments, execution in
      try selfSigned(
        try key(arguments.bytes(4)), arguments, arguments[1], arguments[2], days: arguments.int(3), isCA: false,
        execution)
    },
    Function("genSignedCert", [.string, .list, .list, .int, GoCertificate.goType]) { arguments, execution in
      try signed(try .generateRSA(.bits2048), arguments, execution)
    },
    Function("genSignedCertWithKey", [.string, .list, .list, .int, GoCertificate.goType, .string]) {
      arguments, execution in
      try signed(try key(arguments.bytes(5)), arguments, execution)
    },
    Function("buildCustomCert", [.string, .string]) { arguments, _ in try custom(arguments) },
  ]

  private static func key(_ pem: [UInt8]) throws -> SigningKey {
    do { return try SigningKey(pem: pem) } catch { throw FunctionError("parsing private key: \(error)") }
  }

  private static func privateKey(_ type: String) throws -> GoValue {
    switch type {
    case "", "rsa": .string(try SigningKey.generateRSA(.bits4096).pem)
    case "ecdsa": .string(SigningKey.p256(P256.Signing.PrivateKey()).pem)
    case "ed25519": .string(SigningKey.ed25519(Curve25519.Signing.PrivateKey()).pem)
    case "dsa":
      throw FunctionError("DSA keys are not supported: no current software takes them; use \"ecdsa\" or \"ed25519\"")
    default: .string("Unknown type " + type)
    }
  }

  private static func selfSigned(
    _ key: SigningKey, _ arguments: [GoValue], _ addresses: GoValue?, _ names: GoValue?, days: Int, isCA: Bool,
    _ execution: Execution
  ) throws -> GoValue {
    let subject = CertificateBuilder.name(arguments.bytes(0))
    let builder = CertificateBuilder(
      subject: subject, addresses: try parsed(addresses), names: try texts(names), days: days, isCA: isCA,
      now: execution.options.clock())
    let identifier = isCA ? CertificateBuilder.keyIdentifier(key) : nil
    let certificate = try builder.certificate(for: key, issuer: subject, issuerKeyIdentifier: identifier, signedBy: key)
    return .object(GoCertificate(certificate: PEM.encode("CERTIFICATE", certificate), key: key.pem))
  }

  private static func signed(_ key: SigningKey, _ arguments: [GoValue], _ execution: Execution) throws -> GoValue {
    guard let authority = arguments[4].object(as: GoCertificate.self) else { return .none }
    guard let (_, bytes) = PEM.decode(authority.certificate) else {
      throw FunctionError("unable to decode certificate")
    }
    guard let issuer = CertificateBuilder.subject(of: bytes) else {
      throw FunctionError("error parsing certificate: decodedSignerCert.Bytes: x509: malformed certificate")
    }
    let signer: SigningKey
    do { signer = try SigningKey(pem: authority.key) } catch {
      throw FunctionError("error parsing private key: \(error)")
    }
    let builder = CertificateBuilder(
      subject: CertificateBuilder.name(arguments.bytes(0)), addresses: try parsed(arguments[1]),
      names: try texts(arguments[2]), days: arguments.int(3), isCA: false, now: execution.options.clock())
    let certificate = try builder.certificate(
      for: key, issuer: issuer, issuerKeyIdentifier: CertificateBuilder.keyIdentifier(signer), signedBy: signer)
    return .object(GoCertificate(certificate: PEM.encode("CERTIFICATE", certificate), key: key.pem))
  }

  private static func custom(_ arguments: [GoValue]) throws -> GoValue {
    guard let certificate = try? Base64.decode(arguments.bytes(0)) else {
      throw FunctionError("unable to decode base64 certificate")
    }
    guard let key = try? Base64.decode(arguments.bytes(1)) else {
      throw FunctionError("unable to decode base64 private key")
    }
    guard let (_, bytes) = PEM.decode(certificate) else { throw FunctionError("unable to decode certificate") }
    guard CertificateBuilder.subject(of: bytes) != nil else {
      throw FunctionError("error parsing certificate: decodedCert.Bytes: x509: malformed certificate")
    }
    do { _ = try SigningKey(pem: key) } catch { throw FunctionError("error parsing private key: \(error)") }
    return .object(GoCertificate(certificate: certificate, key: key))
  }

  private static func parsed(_ list: GoValue?) throws -> [[UInt8]] {
    guard case .list(let list)? = list else { return [] }
    return try list.elements.map { element in
      guard case .string(let text) = element else {
        throw FunctionError("error parsing ip: \(Formatter.display(element)) is not a string")
      }
      guard let address = NetworkAddress.bytes(text.text) else {
        throw FunctionError("error parsing ip: \(text)")
      }
      return address
    }
  }

  private static func texts(_ list: GoValue?) throws -> [[UInt8]] {
    guard case .list(let list)? = list else { return [] }
    return try list.elements.map { element in
      guard case .string(let text) = element else {
        throw FunctionError("error processing alternate dns name: \(Formatter.display(element)) is not a string")
      }
      return text.bytes
    }
  }
}

/// sprig's certificate with its key.
package final class GoCertificate: GoObject {
  let certificate: [UInt8]
  let key: [UInt8]

  package init(certificate: [UInt8], key: [UInt8]) {
    self.certificate = certificate
    self.key = key
  }

  static let goType = GoType.named("sprig.certificate", kind: .structure)

  package override var type: GoType { Self.goType }
  package override var fields: [(name: String, value: GoValue)]? {
    [("Cert", .string(certificate)), ("Key", .string(key))]
  }
  package override func isEqual(to other: GoObject) -> Bool {
    guard let other = other as? GoCertificate else { return false }
    return other.certificate == certificate && other.key == key
  }

  package override func member(_ name: String) -> Member? {
    switch name {
    case "Cert": .field(.string(certificate))
    case "Key": .field(.string(key))
    default: nil
    }
  }
}
