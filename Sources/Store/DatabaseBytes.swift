import FoundationEssentials
import GRDB

extension [UInt8] {
  /// The bytes as a BLOB: GRDB stores Data, not arrays.
  var databaseBytes: Data { Data(self) }
}
