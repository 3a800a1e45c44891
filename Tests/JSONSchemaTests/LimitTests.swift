import Foundation
import JSONSchema
import Structure
import Testing

@Suite("Hostile schemas and values")
struct LimitTests {
  /// Runs something that must end with an error, soon.
  private func expectLimit(
    within limit: Duration = .seconds(10), _ body: () throws -> [Violation],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let start = ContinuousClock.now
    do {
      let violations = try body()
      Issue.record("no error but \(violations.count) violations", sourceLocation: sourceLocation)
    } catch let error as JSONSchemaError {
      #expect(error.code == .limitExceeded, "\(error)", sourceLocation: sourceLocation)
    } catch {
      Issue.record(error, sourceLocation: sourceLocation)
    }
    // Two seconds when it is optimised; tests are not.
    #expect(ContinuousClock.now - start < limit, sourceLocation: sourceLocation)
  }

  /// Definitions `d0` to `dN`, each of which refers to the next one in both parts of a combination.
  private func doubling(_ keyword: String, last: Value) -> Value {
    var definitions = Mapping()
    for index in 0..<60 {
      let next: Value = ["$ref": .string("#/$defs/d\(index + 1)")]
      definitions["d\(index)"] = [keyword: [next, next]]
    }
    definitions["d60"] = last
    return ["$ref": "#/$defs/d0", "$defs": .object(definitions)]
  }

  @Test("that double with each level are stopped", arguments: [("anyOf", false), ("allOf", true), ("oneOf", false)])
  func doubling(keyword: String, last: Bool) throws {
    let schema = try JSONSchema(doubling(keyword, last: .bool(last)), options: .init(steps: 100_000))
    expectLimit { try schema.validate(["a": 1]) }
  }

  @Test("that double also when entries are tracked")
  func doublingTracked() throws {
    var document = doubling("anyOf", last: true)
    document["unevaluatedProperties"] = false
    let schema = try JSONSchema(document, options: .init(steps: 100_000))
    expectLimit { try schema.validate(["a": 1]) }
  }

  @Test("that go round in circles are told so in Helm's words")
  func circles() throws {
    let direct = try JSONSchema(["$ref": "#"])
    #expect(
      Violation.helmText(try direct.validate(["a": "x"]))
        == "- at '': both /$ref and  resolve to \"file:///values.schema.json#\" causing reference cycle\n")
    let indirect = try JSONSchema([
      "$defs": ["a": ["allOf": [["$ref": "#/$defs/b"]]], "b": ["anyOf": [["$ref": "#/$defs/a"]]]],
      "$ref": "#/$defs/a",
    ])
    let text = Violation.helmText(try indirect.validate(1))
    #expect(text.contains("causing reference cycle"))
  }

  @Test("that refer to themselves below a key are no circle")
  func recursion() throws {
    let schema = try JSONSchema(["properties": ["next": ["$ref": "#"]], "type": "object"])
    #expect(try schema.validate(["next": ["next": ["next": [:]]]]).isEmpty)
    #expect(try schema.validate(["next": ["next": 1]]).map(\.location) == [["next", "next"]])
  }

  // Kept for good: a value needs stack to go away, more than the threads below have.
  private static let negations = nested(2_000, { ["not": $0] }, true)
  private static let lists = nested(2_000, { [$0] }, 1)
  private static let chain: Value = {
    var definitions = Mapping()
    for index in 0..<2_000 { definitions["d\(index)"] = ["$ref": .string("#/$defs/d\(index + 1)")] }
    definitions["d2000"] = true
    return ["$ref": "#/$defs/d0", "$defs": .object(definitions)]
  }()

  private static func nested(_ depth: Int, _ wrap: (Value) -> Value, _ core: Value) -> Value {
    var value = core
    for _ in 0..<depth { value = wrap(value) }
    return value
  }

  @Test("that nest a hundred levels are read", arguments: [100])
  func deep(depth: Int) throws {
    let schema = try JSONSchema(Self.nested(depth, { ["properties": ["a": $0]] }, ["type": "string"]))
    let value = Self.nested(depth, { ["a": $0] }, 1)
    #expect(try schema.validate(value).count == 1)
    let recursive = try JSONSchema(["items": ["$ref": "#"], "type": "array"])
    #expect(try recursive.validate(Self.nested(depth, { [$0] }, 1)).count == 1)
  }

  @Test(
    "that nest without end are refused, on threads with little stack too", arguments: [128 << 10, 512 << 10, 8 << 20])
  func deepOnThread(stack: Int) throws {
    let (negations, lists, chain) = (Self.negations, Self.lists, Self.chain)
    let failures = Failures()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      failures.check { _ = try JSONSchema(negations).validate(1) }
      failures.check { _ = try JSONSchema(["items": ["$ref": "#"]]).validate(lists) }
      failures.check { _ = try JSONSchema(["uniqueItems": true]).validate([lists, lists]) }
      failures.check { _ = try JSONSchema(["const": lists]).validate(lists) }
      failures.check { _ = try JSONSchema(chain).validate(1) }
      done.signal()
    }
    thread.stackSize = stack
    thread.start()
    done.wait()
    // Where there is room for all of it, some of it holds.
    #expect(failures.messages.filter { stack < 1 << 20 || $0 != Failures.none } == [])
  }

  /// What went wrong on another thread; the semaphore orders the accesses.
  private final class Failures: @unchecked Sendable {
    static let none = "no error"
    var messages: [String] = []

    func check(_ body: () throws -> Void) {
      do {
        try body()
        messages.append(Self.none)
      } catch let error as JSONSchemaError where error.code == .limitExceeded {
        return
      } catch { messages.append("\(error)") }
    }
  }

  @Test("with more to say than anyone reads are cut off")
  func violations() throws {
    let branches = Array(repeating: Value(dictionaryLiteral: ("pattern", "^y")), count: 1000)
    let schema = try JSONSchema(["items": ["anyOf": .array(branches)]], options: .init(violationBytes: 1 << 20))
    let text = Value.string(String(repeating: "x", count: 200))
    expectLimit { try schema.validate(.array(Array(repeating: text, count: 200))) }
  }

  @Test("with patterns that grow when they are compiled are refused")
  func patterns() throws {
    var properties = Mapping()
    for index in 0..<200 { properties["p\(index)"] = ["pattern": .string("\(index)\\pL{100}")] }
    expectLimit { try JSONSchema(["properties": .object(properties)]).validate([:]) }
  }

  @Test("with long lists of equal hashes, keys and choices end")
  func wide() throws {
    let unique = try JSONSchema(["uniqueItems": true])
    let numbers = (0..<10_000).map { Value.int($0) }
    #expect(try unique.validate(.array(numbers)).isEmpty)
    #expect(try unique.validate(.array(numbers + [7])).first?.message == "items at 7 and 10,000 are equal")
    let options = JSONSchema.Options(steps: 100_000)
    let choice = try JSONSchema(["items": ["enum": .array(numbers)]], options: options)
    expectLimit { try choice.validate(.array(Array(repeating: .int(-1), count: 1000))) }
    var patterns = Mapping()
    for index in 0..<200 { patterns["^k\(index)$"] = true }
    var entries = Mapping()
    for index in 0..<2000 { entries["x\(index)"] = 1 }
    let matching = try JSONSchema(["patternProperties": .object(patterns)], options: options)
    expectLimit { try matching.validate(.object(entries)) }
  }
}
