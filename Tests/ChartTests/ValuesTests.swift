import Chart
import Structure
import Testing

@Suite("Values of charts")
struct ValuesTests {
  private static let sub = ["charts/sub/Chart.yaml": "apiVersion: v2\nname: sub\nversion: 1.0.0\n"]

  /// The values that templates of the root chart see, as JSON.
  private func values(_ files: [String: String], user: String = "{}") throws -> String {
    try Sample.text("{{ toJson .Values }}", Self.sub.merging(files) { $1 }, values: user)
  }

  @Test(
    "what the user says wins, and a null takes a default away",
    arguments: [
      ("a: 1\nb: {c: 1, d: 2}", "b: {c: 3}", #"{"a":1,"b":{"c":3,"d":2},"sub":{"global":{}}}"#),
      ("a: 1\nb: {c: 1, d: 2}", "b: {c: null}", #"{"a":1,"b":{"d":2},"sub":{"global":{}}}"#),
      ("a: {b: 1}", "a: null", #"{"sub":{"global":{}}}"#),
      ("a: 1", "x: null", #"{"a":1,"sub":{"global":{}},"x":null}"#),
      ("a: [1, 2]", "a: [3]", #"{"a":[3],"sub":{"global":{}}}"#),
      ("a: null\nb: [null]", "{}", #"{"b":[null],"sub":{"global":{}}}"#),
      ("a: {b: 1}", "a: text", #"{"a":"text","sub":{"global":{}}}"#),
    ])
  func merging(defaults: String, user: String, result: String) throws {
    #expect(try values(["values.yaml": defaults], user: user) == result)
  }

  @Test(
    "a parent is stronger than its dependency, and hands its globals down",
    arguments: [
      ("sub: {a: 2}", "a: 1\nb: 1", "{}", #"{"sub":{"a":2,"b":1,"global":{}}}"#),
      ("global: {g: 1}", "global: {g: 2, h: 2}", "{}", #"{"global":{"g":1},"sub":{"global":{"g":1,"h":2}}}"#),
      ("global: {g: 1}", "a: 1", "sub: {global: {g: 3}}", #"{"global":{"g":1},"sub":{"a":1,"global":{"g":1}}}"#),
      ("sub: {a: null}", "a: 1", "{}", #"{"sub":{"a":1,"global":{}}}"#),
      ("sub: {a: null}", "a: 1", "sub: {}", #"{"sub":{"global":{}}}"#),
      ("sub: {a: 2}", "a: 1", "sub: null", #"{"sub":{"a":1,"global":{}}}"#),
    ])
  func dependencies(parent: String, child: String, user: String, result: String) throws {
    #expect(try values(["values.yaml": parent, "charts/sub/values.yaml": child], user: user) == result)
  }

  @Test("a place for a dependency that is no mapping is an error that names it")
  func mismatch() {
    let files = Self.sub.merging(["templates/a.yaml": ""]) { $1 }
    #expect(
      Sample.message { () throws(ChartError) in try Sample.render(files, values: "sub: text") }
        == "sub: the values of the chart 'sub' must be a mapping, but this is a string")
  }

  @Test(
    "conditions beat tags, and the first boolean counts",
    arguments: [
      ("{}", true), ("a: {use: false}", false), ("a: {use: text}\nb: {use: false}", false),
      ("a: {use: true}\nb: {use: false}", true), ("tags: {t: false}", false), ("tags: {t: false, u: true}", true),
      ("tags: {t: false}\na: {use: true}", true),
    ])
  func switching(user: String, isOn: Bool) throws {
    let files = [
      "Chart.yaml":
        "apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies:\n- {name: sub, version: 1.x, condition: 'a.use,b.use', tags: [t, u]}\n",
      "charts/sub/templates/s.yaml": "on",
    ]
    let rendered = try Sample.render(Self.sub.merging(files) { $1 }, values: user)
    #expect((rendered["app/charts/sub/templates/s.yaml"] == "on") == isOn)
  }

  @Test("an alias renames the chart, its values and its path; one chart may have several")
  func aliases() throws {
    let files = [
      "Chart.yaml":
        "apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies:\n- {name: sub, version: '*', alias: one}\n- {name: sub, version: '*', alias: two}\n",
      "charts/sub/values.yaml": "a: 0\n", "charts/sub/templates/s.yaml": "{{ .Chart.Name }} {{ .Values.a }}",
    ]
    let rendered = try Sample.render(Self.sub.merging(files) { $1 }, values: "one: {a: 1}")
    #expect(
      rendered == ["app/charts/one/templates/s.yaml": "one 1", "app/charts/two/templates/s.yaml": "two 0"])
  }

  @Test("values are imported from a dependency in both forms, and the parent's own are stronger")
  func imports() throws {
    let files = [
      "Chart.yaml":
        "apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies:\n- name: sub\n  version: 1.0.0\n  import-values: [data, {child: inner.deep, parent: here}]\n",
      "values.yaml": "here: {own: 1}\n",
      "charts/sub/values.yaml": "exports: {data: {x: 1}}\ninner: {deep: {own: 2, z: 2}}\n",
    ]
    let text = try Sample.text(
      "{{ .Values.x }} {{ toJson .Values.here }} {{ toJson (index .Chart.Dependencies 0).ImportValues }}",
      Self.sub.merging(files) { $1 })
    #expect(
      text
        == #"1 {"own":1,"z":2} [{"child":"exports.data","parent":"."},{"child":"inner.deep","parent":"here"}]"#)
  }

  @Test("several files merge as plain mappings, and several documents of one file too")
  func files() throws {
    let user = try UserValues(files: [
      ChartFile(path: "1", content: Array("a: null\nb: {c: 1}\n---\nb: {d: 2}\n".utf8)),
      ChartFile(path: "2", content: Array("a: 2\nb: {c: 3}\n".utf8)),
    ])
    #expect(try ChartRenderer.values(of: Sample.chart([:]), over: user) == ["a": 2.0, "b": ["c": 3.0, "d": 2.0]])
  }

  @Test("values that a schema refuses are reported with the place where they stand")
  func schema() {
    let files = [
      "values.schema.json": #"{"properties":{"port":{"type":"integer"},"name":{"type":"string"}}}"#,
      "values.yaml": "name: a\nport: 80\n", "templates/a.yaml": "",
      "charts/sub/values.schema.json": #"{"required":["x"],"properties":{"top":{"maximum":3}}}"#,
    ]
    let found = Sample.message { () throws(ChartError) in
      try Sample.render(Self.sub.merging(files) { $1 }, values: "name: b\nport: http\nsub:\n  top: 4\n")
    }
    #expect(
      found == """
        values.yaml:2:1: values don't meet the specifications of the schema(s) in the following chart(s):
        app:
        - at '/port': got string, want integer (values.yaml:2:1)
        sub:
        - at '': missing property 'x' (values.yaml:3:1)
        - at '/top': maximum: got 4, want 3 (values.yaml:4:3)
        """, "\(found)")
  }

  @Test("a schema may be left out of account")
  func unchecked() throws {
    var options = Sample.release
    options.validatesSchema = false
    let files = ["values.schema.json": #"{"required":["x"]}"#]
    #expect(try Sample.text("ok", files, options: options) == "ok")
  }
}
