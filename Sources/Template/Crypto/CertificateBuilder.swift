import Crypto
import Glibc

/// Makes X.509 certificates with the fields that sprig gives them.
struct CertificateBuilder {
  /// The name in DER.
  var subject: [UInt8]
  /// Addresses of 4 or 16 bytes.
  var addresses: [[UInt8]]
  var names: [[UInt8]]
  var days: Int
  var isCA: Bool
  var now: GoInstant

  /// A name that is a common name only.
  static func name(_ commonName: [UInt8]) -> [UInt8] {
    let isPrintable = commonName.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || " '()+,-./:=?".utf8.contains(byte)
    }
    return DER.sequence(
      DER.element(
        0x31, DER.sequence(DER.identifier([2, 5, 4, 3]), DER.element(isPrintable ? 0x13 : 0x0C, commonName))))
  }

  /// The subject of a certificate, nil when it is malformed.
  static func subject(of certificate: [UInt8]) -> [UInt8]? {
    var outer = DER.Reader(certificate)
    guard let body = outer.content(0x30) else { return nil }
    var parts = DER.Reader(body)
    guard let content = parts.content(0x30) else { return nil }
    var fields = DER.Reader(content)
    guard var field = fields.next() else { return nil }
    if field.tag == 0xA0 {
      guard let next = fields.next() else { return nil }
      field = next
    }
    // Serial number, algorithm, issuer, validity, subject.
    guard field.tag == 0x02, fields.next() != nil, fields.next() != nil, fields.next() != nil,
      let subject = fields.next(), subject.tag == 0x30
    else { return nil }
    return subject.whole
  }

  /// SHA-1 of the public key's bits.
  static func keyIdentifier(_ key: SigningKey) -> [UInt8]? {
    var outer = DER.Reader(key.publicKeyInfo)
    guard let body = outer.content(0x30) else { return nil }
    var parts = DER.Reader(body)
    guard parts.next() != nil, let bits = parts.content(0x03) else { return nil }
    return Array(Insecure.SHA1.hash(data: Array(bits.dropFirst())))
  }

  func certificate(
    for key: SigningKey, issuer: [UInt8], issuerKeyIdentifier: [UInt8]?, signedBy signer: SigningKey
  ) throws -> [UInt8] {
    var serial = Randomness.bytes(16)
    serial[0] &= 0x7F
    let validity = DER.sequence(
      time(now.seconds), time(now.seconds &+ Int64(days).multipliedReportingOverflow(by: 86400).partialValue))
    let content = DER.sequence(
      DER.explicit(0, DER.integer([2])), DER.integer(serial), signer.algorithm, issuer, validity, subject,
      key.publicKeyInfo, DER.explicit(3, DER.sequence(extensions(key, issuerKeyIdentifier))))
    return DER.sequence(content, signer.algorithm, DER.bits(try signer.sign(content)))
  }

  private func extensions(_ key: SigningKey, _ issuerKeyIdentifier: [UInt8]?) -> [UInt8] {
    var list: [UInt8] = []
    func add(_ number: UInt, isCritical: Bool, _ value: [UInt8]) {
      list += DER.sequence(DER.identifier([2, 5, 29, number]), isCritical ? DER.yes : [], DER.octets(value))
    }
    // Digital signature, key encipherment, and certificate signing for authorities.
    add(15, isCritical: true, isCA ? DER.bits([0xA4], unused: 2) : DER.bits([0xA0], unused: 5))
    add(
      37, isCritical: false,
      DER.sequence(DER.identifier([1, 3, 6, 1, 5, 5, 7, 3, 1]), DER.identifier([1, 3, 6, 1, 5, 5, 7, 3, 2])))
    add(19, isCritical: true, isCA ? DER.sequence(DER.yes) : DER.sequence())
    if isCA, let identifier = Self.keyIdentifier(key) { add(14, isCritical: false, DER.octets(identifier)) }
    if !isCA, let identifier = issuerKeyIdentifier {
      add(35, isCritical: false, DER.sequence(DER.element(0x80, identifier)))
    }
    if !names.isEmpty || !addresses.isEmpty {
      let entries = names.map { DER.element(0x82, $0) } + addresses.map { DER.element(0x87, $0) }
      add(17, isCritical: false, DER.sequence(entries.flatMap { $0 }))
    }
    return list
  }

  /// UTCTime until 2049, GeneralizedTime afterwards.
  private func time(_ seconds: Int64) -> [UInt8] {
    let bounded = min(max(seconds, -62_135_596_800), 253_402_300_799)
    let time = GoTime(GoInstant(seconds: bounded))
    if (1950..<2050).contains(time.date.year) {
      return DER.element(0x17, time.format(Array("060102150405".utf8)) + [UInt8(ascii: "Z")])
    }
    return DER.element(0x18, time.format(Array("20060102150405".utf8)) + [UInt8(ascii: "Z")])
  }
}

/// Internet addresses in text.
enum NetworkAddress {
  /// 4 or 16 bytes; nil when the text is no address.
  static func bytes(_ text: String) -> [UInt8]? {
    if text.contains(":") {
      var address = in6_addr()
      guard inet_pton(AF_INET6, text, &address) == 1 else { return nil }
      return withUnsafeBytes(of: &address) { Array($0) }
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    let numbers = parts.compactMap { $0.count > 1 && $0.hasPrefix("0") ? nil : UInt8($0) }
    return numbers.count == 4 ? numbers : nil
  }
}
