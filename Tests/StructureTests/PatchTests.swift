import Structure
import Testing

@Suite("Pointers and patches")
struct PatchTests {
  @Test("follow RFC 6901")
  func pointers() throws {
    let document: Value = ["foo": ["bar", "baz"], "": 0, "a/b": 1, "m~n": 8, " ": 7]
    let cases: [(String, Value?)] = [
      ("", document), ("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/m~0n", 8), ("/ ", 7),
      ("/foo/2", nil), ("/foo/-", nil), ("/foo/01", nil), ("/foo/bar", nil), ("/x/y", nil),
    ]
    for (text, expected) in cases {
      let pointer = try JSONPointer(parsing: text)
      #expect(pointer.get(from: document) == expected, "\(text)")
      #expect(pointer.exists(in: document) == (expected != nil))
      #expect(pointer.description == text)
    }
    #expect(throws: SyntaxError.self) { try JSONPointer(parsing: "foo") }
    #expect(throws: SyntaxError.self) { try JSONPointer(parsing: "/a~2") }
    #expect(
      JSONPointer(["spec", "containers", "0", "labels", "a.b/c"]).fieldPath == "spec.containers[0].labels[\"a.b/c\"]")
  }

  @Test(
    "apply each operation of RFC 6902",
    arguments: [
      ("{a: 1}", "[{op: add, path: /b, value: {c: 2}}]", "{a: 1, b: {c: 2}}"),
      ("{a: [1, 3]}", "[{op: add, path: /a/1, value: 2}]", "{a: [1, 2, 3]}"),
      ("{a: [1]}", "[{op: add, path: /a/-, value: 2}, {op: add, path: /a/2, value: 3}]", "{a: [1, 2, 3]}"),
      ("{a: 1}", "[{op: add, path: '', value: [x]}]", "[x]"), ("{a: 1}", "[{op: add, path: /a, value: 2}]", "{a: 2}"),
      ("{a: 1, b: 2}", "[{op: remove, path: /a}]", "{b: 2}"), ("[1, 2, 3]", "[{op: remove, path: /1}]", "[1, 3]"),
      ("{a: {b: [1]}}", "[{op: replace, path: /a/b/0, value: {c: d}}]", "{a: {b: [{c: d}]}}"),
      ("{a: {b: 1}, c: {}}", "[{op: move, from: /a/b, path: /c/d}]", "{a: {}, c: {d: 1}}"),
      ("{a: [1, 2]}", "[{op: copy, from: /a, path: /b}]", "{a: [1, 2], b: [1, 2]}"),
      ("{a/b: 1.0}", "[{op: test, path: /a~1b, value: 1}, {op: replace, path: /a~1b, value: null}]", "{a/b: null}"),
      ("{a: null}", "[{op: test, path: /a, value: null}]", "{a: null}"),
    ])
  func apply(document: String, patch: String, expected: String) throws {
    #expect(try JSONPatch.apply(try YAML.parse(patch), to: try YAML.parse(document)) == YAML.parse(expected))
  }

  @Test(
    "say which operation failed and why",
    arguments: [
      ("[{op: remove, path: /x}]", "operation 0 (remove \"/x\"): there is no key \"x\""),
      (
        "[{op: test, path: /a, value: 1}, {op: replace, path: /b, value: 1}]",
        "operation 1 (replace \"/b\"): there is no key"
      ),
      ("[{op: test, path: /a, value: 2}]", "operation 0 (test \"/a\"): the test failed: found 1, expected 2"),
      ("[{op: add, path: /l/2, value: 1}]", "the list has no position 2; the last one is 1"),
      ("[{op: remove, path: /l/1}]", "the list has no position 1; the last one is 0"),
      ("[{op: add, path: /l/x, value: 1}]", "\"x\" is no position in a list"),
      ("[{op: add, path: /a/b, value: 1}]", "its parent is an integer"),
      ("[{op: replace, path: /a/b/c, value: 1}]", "the path goes on with \"b\" inside an integer"),
      ("[{op: move, from: /m, path: /m/n}]", "a value cannot move into itself"),
      ("[{op: copy, from: /x, path: /y}]", "there is nothing at \"/x\""),
      ("[{op: add, path: /a}]", "operation 0 (add \"/a\"): has no \"value\""),
      ("[{path: /a}]", "operation 0: has no \"op\""),
      ("[{op: put, path: /a}]", "unknown op \"put\""), ("[{op: add, path: a, value: 1}]", "must begin with '/'"),
      ("{}", "a JSON patch is a list"), ("[1]", "an operation is a mapping, not an integer"),
    ])
  func errors(patch: String, expected: String) throws {
    var document: Value = ["a": 1, "l": ["x"], "m": ["n": 1]]
    let before = document
    let error = #expect(throws: JSONPatchError.self) { try JSONPatch(try YAML.parse(patch)).apply(to: &document) }
    #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
    #expect(document == before)
  }

  @Test("never shows the texts of a failed test, which may be secret")
  func secrets() throws {
    let patch = try JSONPatch([["op": "test", "path": "/a", "value": "hunter2"]] as Value)
    let error = #expect(throws: JSONPatchError.self) { try patch.applied(to: ["a": "s3cret"]) }
    #expect(error?.description.contains("hunter2") == false)
    #expect(error?.description.contains("s3cret") == false)
  }

  @Test(
    "merge as RFC 7386 shows",
    arguments: [
      ("{a: b}", "{a: c}", "{a: c}"), ("{a: b}", "{b: c}", "{a: b, b: c}"), ("{a: b}", "{a: null}", "{}"),
      ("{a: b, b: c}", "{a: null}", "{b: c}"), ("{a: [b]}", "{a: c}", "{a: c}"), ("{a: c}", "{a: [b]}", "{a: [b]}"),
      ("{a: {b: c}}", "{a: {b: d, c: null}}", "{a: {b: d}}"), ("{a: [{b: c}]}", "{a: [1]}", "{a: [1]}"),
      ("[a, b]", "[c, d]", "[c, d]"), ("{a: b}", "[c]", "[c]"), ("{a: foo}", "null", "null"),
      ("{a: foo}", "bar", "bar"),
      ("{e: null}", "{a: 1}", "{e: null, a: 1}"), ("[1, 2]", "{a: b, c: null}", "{a: b}"),
      ("{}", "{a: {bb: {ccc: null}}}", "{a: {bb: {}}}"),
    ])
  func mergePatch(document: String, patch: String, expected: String) throws {
    #expect(MergePatch.apply(try YAML.parse(patch), to: try YAML.parse(document)) == (try YAML.parse(expected)))
  }

  @Test("a merge patch made of two values leads from one to the other", arguments: 0..<20)
  func diff(seed: Int) {
    var random = RandomDocument(seed: UInt64(seed) &+ 100)
    for _ in 0..<50 {
      let (old, new) = (random.value().withoutNulls, random.value().withoutNulls)
      #expect(MergePatch.apply(MergePatch.diff(from: old, to: new), to: old) == new)
      if case .object = old { #expect(MergePatch.diff(from: old, to: old) == [:]) }
    }
  }
}

extension Value {
  /// A merge patch can't say null.
  fileprivate var withoutNulls: Value {
    switch self {
    case .null: return "null"
    case .array(let elements): return .array(elements.map(\.withoutNulls))
    case .object(let mapping):
      var result = Mapping()
      for (key, value) in mapping { result[key] = value.withoutNulls }
      return .object(result)
    default: return self
    }
  }
}
