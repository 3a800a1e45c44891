import Crypto
import CryptoExtras
import FoundationEssentials
import Structure

/// sprig's digests, passwords and ciphers.
enum Hashes {
  static let functions: [Function] = [
    Function("sha1sum", [.string]) { arguments, _ in
      .string(Array(Insecure.SHA1.hash(data: arguments.bytes(0))).hexadecimal)
    },
    Function("sha256sum", [.string]) { arguments, _ in .string(Array(SHA256.hash(data: arguments.bytes(0))).hexadecimal)
    },
    Function("sha512sum", [.string]) { arguments, _ in .string(Array(SHA512.hash(data: arguments.bytes(0))).hexadecimal)
    },
    Function("adler32sum", [.string]) { arguments, _ in .string(String(adler32(arguments.bytes(0)))) },
    Function("bcrypt", [.string]) { arguments, execution in
      try execution.charge(1 << 20)
      return .object(PendingText([bcrypt(arguments.bytes(0))]))
    },
    Function("htpasswd", [.string, .string]) { arguments, execution in
      let user = arguments.bytes(0)
      if user.contains(UInt8(ascii: ":")) { return .string(Array("invalid username: ".utf8) + user) }
      try execution.charge(1 << 20)
      return .object(PendingText([.bytes(user + [UInt8(ascii: ":")]), bcrypt(arguments.bytes(1))]))
    },
    Function("encryptAES", [.string, .string]) { arguments, execution in
      let text = arguments.bytes(1)
      if text.isEmpty { return .string("") }
      try execution.charge(text.count * 2)
      let iv = Randomness.bytes(16)
      let sealed = try AES._CBC.encrypt(text, using: key(arguments.bytes(0)), iv: AES._CBC.IV(ivBytes: iv))
      return .string(Base64.encode(iv + sealed))
    },
    Function("decryptAES", [.string, .string]) { arguments, _ in .string(try decrypted(arguments)) },
    Function("derivePassword", [.uint32, .string, .string, .string, .string]) { arguments, execution in
      try execution.charge(32 << 20)
      return .string(try DerivedPassword.derive(arguments))
    },
  ]

  private static func adler32(_ bytes: [UInt8]) -> UInt32 {
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    return b << 16 | a
  }

  /// The hash takes longer than most charts take to render, and nothing but the text's place depends on it.
  private static func bcrypt(_ password: [UInt8]) -> PendingText.Part {
    guard password.count <= 72 else {
      return .bytes(Array("failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes".utf8))
    }
    let salt = Randomness.bytes(16)
    return .promise(TextPromise(Bcrypt.length) { Bcrypt.hash(password, salt: salt, cost: 10) })
  }

  private static func key(_ password: [UInt8]) -> SymmetricKey {
    SymmetricKey(data: Array(password.prefix(32)) + [UInt8](repeating: 0, count: max(0, 32 - password.count)))
  }

  private static func decrypted(_ arguments: [GoValue]) throws -> [UInt8] {
    if arguments.string(1).isEmpty { return [] }
    let sealed = try Base64.decode(arguments.bytes(1))
    guard sealed.count >= 16 else {
      throw FunctionError(
        "runtime error: slice bounds out of range [:16] with capacity \(arguments.bytes(1).count / 4 * 3)")
    }
    guard sealed.count % 16 == 0 else { throw FunctionError("crypto/cipher: input not full blocks") }
    guard sealed.count > 16 else { throw FunctionError("runtime error: index out of range [-1]") }
    let opened: Data
    do {
      opened = try AES._CBC.decrypt(
        sealed[16...], using: key(arguments.bytes(0)), iv: AES._CBC.IV(ivBytes: Array(sealed[..<16])), noPadding: true)
    } catch {
      throw FunctionError("the text cannot be decrypted")
    }
    let bytes = Array(opened)
    let padding = Int(bytes.last ?? 0)
    guard padding <= bytes.count else {
      throw FunctionError("runtime error: slice bounds out of range [:\(bytes.count - padding)]")
    }
    return Array(bytes.dropLast(padding))
  }
}
