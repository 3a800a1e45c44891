import Foundation
import Structure
import Testing

/// Files that tests read.
enum Fixture {
  static func json(_ name: String) throws -> Value {
    let url = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
    return try JSON.parse(Array(try Data(contentsOf: url)))
  }
}
