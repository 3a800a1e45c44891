import Crypto
import CryptoExtras

/// The Master Password algorithm: a password for a site from one that is remembered.
enum DerivedPassword {
  private static let seed = Array("com.lyndir.masterpassword".utf8)

  private static let templates: [String: [String]] = [
    "maximum": ["anoxxxxxxxxxxxxxxxxx", "axxxxxxxxxxxxxxxxxno"],
    "long": [
      "CvcvnoCvcvCvcv", "CvcvCvcvnoCvcv", "CvcvCvcvCvcvno", "CvccnoCvcvCvcv", "CvccCvcvnoCvcv", "CvccCvcvCvcvno",
      "CvcvnoCvccCvcv", "CvcvCvccnoCvcv", "CvcvCvccCvcvno", "CvcvnoCvcvCvcc", "CvcvCvcvnoCvcc", "CvcvCvcvCvccno",
      "CvccnoCvccCvcv", "CvccCvccnoCvcv", "CvccCvccCvcvno", "CvcvnoCvccCvcc", "CvcvCvccnoCvcc", "CvcvCvccCvccno",
      "CvccnoCvcvCvcc", "CvccCvcvnoCvcc", "CvccCvcvCvccno",
    ],
    "medium": ["CvcnoCvc", "CvcCvcno"], "short": ["Cvcn"], "basic": ["aaanaaan", "aannaaan", "aaannaaa"],
    "pin": ["nnnn"],
  ]

  private static func characters(_ kind: UInt8) -> [UInt8] {
    let text =
      switch kind {
      case UInt8(ascii: "V"): "AEIOU"
      case UInt8(ascii: "C"): "BCDFGHJKLMNPQRSTVWXYZ"
      case UInt8(ascii: "v"): "aeiou"
      case UInt8(ascii: "c"): "bcdfghjklmnpqrstvwxyz"
      case UInt8(ascii: "A"): "AEIOUBCDFGHJKLMNPQRSTVWXYZ"
      case UInt8(ascii: "a"): "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz"
      case UInt8(ascii: "n"): "0123456789"
      case UInt8(ascii: "o"): "@&%?,=[]_:-+*$#!'^~;()/."
      default: "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()"
      }
    return Array(text.utf8)
  }

  private static func bigEndian(_ number: Int) -> [UInt8] {
    let value = UInt32(truncatingIfNeeded: number)
    return [UInt8(value >> 24), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
  }

  /// Arguments: counter, type, password, user, site.
  static func derive(_ arguments: [GoValue]) throws -> [UInt8] {
    guard let templates = templates[arguments.string(1).text] else {
      return Array("cannot find password template \(arguments.string(1))".utf8)
    }
    let (user, site) = (arguments.bytes(3), arguments.bytes(4))
    let key = try KDF.Scrypt.deriveKey(
      from: arguments.bytes(2), salt: seed + bigEndian(user.count) + user, outputByteCount: 64, rounds: 32768,
      blockSize: 8, parallelism: 2, maxMemory: 256 << 20)
    let message = seed + bigEndian(site.count) + site + bigEndian(arguments.int(0))
    let digest = Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
    let template = Array(templates[Int(digest[0]) % templates.count].utf8)
    return template.enumerated().map { index, kind in
      let choices = characters(kind)
      return choices[Int(digest[index + 1]) % choices.count]
    }
  }
}
