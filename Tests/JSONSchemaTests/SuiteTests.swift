import Foundation
import JSONSchema
import Structure
import Testing

@Suite("The JSON Schema Test Suite's required tests")
struct SuiteTests {
  /// What fails, and why it is meant to: the number may only go down.
  private static let known: [String: Set<String>] = [:]

  @Test("pass", arguments: ["draft4", "draft6", "draft7", "draft2019-09", "draft2020-12"])
  func suite(draft: String) throws {
    let groups = try #require(try Fixture.json(draft).array)
    let remotes = try #require(try Fixture.json("remotes").object)
    var resources: [String: Value] = [:]
    for (address, document) in remotes { resources[address] = Self.marked(document, draft) }
    var failed: Set<String> = []
    var count = 0
    for group in groups {
      let file = group["file"]?.string ?? ""
      let name = "\(file): \(group["description"]?.string ?? "")"
      let schema = Self.marked(group["schema"] ?? .null, draft)
      for test in group["tests"]?.array ?? [] {
        count += 1
        let isValid: Bool?
        do {
          isValid = try JSONSchema(schema, resources: resources).validate(test["data"] ?? .null).isEmpty
        } catch {
          isValid = nil
          print(draft, name, error)
        }
        if isValid != test["valid"]?.bool { failed.insert("\(name): \(test["description"]?.string ?? "")") }
      }
    }
    #expect(count > 500)
    let known = Self.known[draft, default: []]
    #expect(failed.subtracting(known).sorted() == [], "these fail and did not")
    #expect(known.subtracting(failed).sorted() == [], "these pass now: strike them off the list")
  }

  /// Before 2019-09 the suite leaves it to the runner to say which draft a schema is for.
  private static func marked(_ schema: Value, _ draft: String) -> Value {
    guard schema["$schema"] == nil, schema.object != nil, let address = addresses[draft] else { return schema }
    var schema = schema
    schema["$schema"] = .string(address)
    return schema
  }

  private static let addresses = [
    "draft4": "http://json-schema.org/draft-04/schema#", "draft6": "http://json-schema.org/draft-06/schema#",
    "draft7": "http://json-schema.org/draft-07/schema#",
  ]
}
