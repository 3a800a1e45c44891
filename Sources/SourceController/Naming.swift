import Crypto
import Structure

/// Names of folders for texts that may hold anything.
enum Naming {
  /// 32 hex digits that differ for different texts.
  static func folder(_ text: String) -> String { SHA256.hash(data: Array(text.utf8)).prefix(16).hexadecimal }
}
