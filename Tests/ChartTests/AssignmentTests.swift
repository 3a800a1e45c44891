import Chart
import Structure
import Testing

@Suite("Single values on the command line")
struct AssignmentTests {
  private func result(_ form: Assignment.Form, _ text: String, over lower: String = "{}") throws(ChartError) -> String {
    var values = try UserValues(files: [ChartFile(path: "lower", content: Array(lower.utf8))])
    try values.apply(Assignment(form, text))
    let chart = try Sample.chart([:])
    return JSON.text(try ChartRenderer.values(of: chart, over: values))
  }

  @Test(
    "typed values are what they look like",
    arguments: [
      ("a=1", #"{"a":1}"#), ("a=b,c=d", #"{"a":"b","c":"d"}"#), ("a.b.c=true", #"{"a":{"b":{"c":true}}}"#),
      ("a=", #"{"a":""}"#), ("a=01", #"{"a":"01"}"#), ("a=0", #"{"a":0}"#), ("a=-5", #"{"a":-5}"#),
      ("a=1.5", #"{"a":"1.5"}"#), ("a=TRUE", #"{"a":true}"#), ("a={1,x}", #"{"a":[1,"x"]}"#),
      ("a={}", #"{"a":[""]}"#), ("a[0]=x,a[2]=y", #"{"a":["x",null,"y"]}"#),
      ("a[0].b=1,a[0].c=2", #"{"a":[{"b":1,"c":2}]}"#), ("a[1][0]=x", #"{"a":[null,["x"]]}"#),
      (#"a=b\,c"#, #"{"a":"b,c"}"#), (#"a\.b=c"#, #"{"a.b":"c"}"#), ("a={1,2},b=3", #"{"a":[1,2],"b":3}"#),
    ])
  func typed(text: String, json: String) throws { #expect(try result(.typed, text) == json) }

  @Test("other forms are text, files, JSON, or taken as they stand")
  func forms() throws {
    #expect(try result(.text, "a=1,b=true") == #"{"a":"1","b":"true"}"#)
    #expect(try result(.file { path in Array("<\(path)>".utf8) }, "a=x.txt,b=y") == #"{"a":"<x.txt>","b":"<y>"}"#)
    #expect(try result(.json, #"a={"b":[1,2]},c="x,y""#) == #"{"a":{"b":[1,2]},"c":"x,y"}"#)
    #expect(try result(.json, #"{"a":{"b":1}}"#, over: "a: {c: 2}") == #"{"a":{"b":1,"c":2}}"#)
    #expect(try result(.literal, #"a.b=x,y={z}\"#) == #"{"a":{"b":"x,y={z}\\"}}"#)
  }

  @Test("numbers of --set stay integers in templates")
  func integers() throws {
    var values = UserValues()
    try values.apply(Assignment(.typed, "a=10000000"))
    let chart = try Sample.chart(["templates/t.yaml": "{{ .Values.a }} {{ typeOf .Values.a }}"])
    let files = try ChartRenderer.render(chart, values: values, options: Sample.release).files
    #expect(files.map { String(decoding: $0.content, as: UTF8.self) } == ["10000000 int64"])
  }

  @Test(
    "a mistake repeats the setting and says what is wrong",
    arguments: [
      ("a", "'a': 'a' has no value"), ("a,b=1", "'a,b=1': 'a' has no value"), ("a[x]=1", "'a[x]=1': 'x' is no index"),
      ("a[-1]=1", "'a[-1]=1': negative -1 index not allowed"), ("a[99999999]=1", "'a[99999999]=1': index 99999999"),
      ("a={1", "'a={1': list must terminate with '}'"), ("a[0]x=1", "'a[0]x=1': unexpected 'x'"),
      ("num.x=1", "'num.x=1': 'num' is a number, not a mapping"),
      ("num[0]=1", "'num[0]=1': 'num' is a number, not a list"),
      (String(repeating: "a.", count: 40) + "b=1", "'a.a.a."),
    ])
  func mistakes(text: String, message: String) {
    let found = Sample.message { () throws(ChartError) in try result(.typed, text, over: "num: 1") }
    #expect(found.hasPrefix(message), "\(found)")
  }
}
