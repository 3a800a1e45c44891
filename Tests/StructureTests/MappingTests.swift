import Structure
import Testing

@Suite("Mappings")
struct MappingTests {
  @Test("behave like a plain list of entries, small or large", arguments: [5, 16, 17, 300])
  func model(size: Int) {
    var random = RandomDocument(seed: UInt64(size))
    var mapping = Mapping()
    var model: [(key: String, value: Value)] = []
    for step in 0..<2000 {
      let key = "key \(random.below(size))"
      let position = model.firstIndex { $0.key == key }
      if random.below(3) == 0 {
        mapping[key] = nil
        if let position { model.remove(at: position) }
      } else {
        mapping[key] = .int(Int64(step))
        if let position { model[position].value = .int(Int64(step)) } else { model.append((key, .int(Int64(step)))) }
      }
      #expect(mapping.index(of: key) == model.firstIndex { $0.key == key })
    }
    #expect(mapping.keys == model.map(\.key))
    #expect(mapping.values == model.map(\.value))
  }

  @Test("are values: a copy does not see later changes", arguments: [3, 40])
  func copies(size: Int) {
    var mapping = Mapping()
    for number in 0..<size { mapping["k\(number)"] = .int(Int64(number)) }
    let copy = mapping
    mapping["k0"] = "changed"
    mapping["new"] = 1
    mapping["k1"] = nil
    #expect(copy["k0"] == 0)
    #expect(copy["k1"] == 1)
    #expect(copy["new"] == nil)
    #expect(copy.count == size)
    #expect(mapping.index(of: "new") == size - 1)
  }

  @Test("are equal in any order, and hash alike")
  func equality() {
    let left: Value = ["a": 1, "b": ["c": 2]]
    let right: Value = ["b": ["c": 2], "a": 1]
    #expect(left == right)
    #expect(left.hashValue == right.hashValue)
    #expect(left != ["a": 1, "b": ["c": 3]])
    #expect(left != ["a": 1])
  }

  @Test("tell texts apart by their bytes, not by Unicode equivalence")
  func bytes() {
    var mapping = Mapping()
    mapping["\u{E9}"] = 1
    mapping["e\u{301}"] = 2
    #expect(mapping.count == 2)
    #expect(Value.string("\u{E9}") != Value.string("e\u{301}"))
  }

  @Test("are edited in place")
  func inPlace() {
    var value: Value = ["spec": ["list": .array((0..<1000).map { .int($0) })]]
    let clock = ContinuousClock()
    func edit(_ times: Int) -> Duration {
      clock.measure {
        for number in 0..<times { value["spec"]?["list"]?.withArray { $0[number % 1000] = .int(-1) } }
      }
    }
    _ = edit(100)
    let small = edit(20_000)
    value["spec"]?["list"] = .array((0..<200_000).map { .int($0) })
    // A copy for each edit would make this two hundred times slower.
    #expect(edit(20_000) < small * 20 + .milliseconds(50))
    #expect(value["spec"]?["list"]?.array?.count == 200_000)
  }

  @Test("vanish when null is set through a chain, and appear when a value is")
  func chain() {
    var value: Value = ["a": ["b": 1]]
    value["a"]?["b"] = nil
    #expect(value == ["a": [:]])
    value["x"] = ["y": 2]
    value["x"]?["z"] = 3
    #expect(value == ["a": [:], "x": ["y": 2, "z": 3]])
    value["missing"]?["z"] = 3
    #expect(value["missing"] == nil)
  }
}
