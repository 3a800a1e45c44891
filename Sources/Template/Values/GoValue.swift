/// A value inside a template: what Go would hold in an `interface{}`.
///
/// Go's types are kept where a template can see them (`typeOf`, `%T`, comparison, strict parameters). Maps and
/// objects are references, as in Go: `set` changes the map that everybody sees. Slices are never changed in place.
package enum GoValue {
  /// nil.
  case none
  case bool(Bool)
  /// `int`.
  case int(Int)
  case int64(Int64)
  /// `float64`.
  case double(Double)
  case string(ByteString)
  case list(GoList)
  case map(GoMap)
  /// Everything else: sized integers, complex numbers, times, versions, a chart's files …
  case object(GoObject)
}

extension GoValue {
  package static func string(_ text: String) -> GoValue { .string(ByteString(text)) }
  package static func string(_ bytes: [UInt8]) -> GoValue { .string(ByteString(bytes)) }

  /// `[]interface {}`.
  package static func list(_ elements: [GoValue]) -> GoValue { .list(GoList(elements)) }
  /// `[]string`.
  package static func strings(_ elements: some Sequence<ByteString>) -> GoValue {
    .list(GoList(elements.map(GoValue.string), element: .string))
  }

  package var isNone: Bool { if case .none = self { true } else { false } }
  package var string: ByteString? { if case .string(let text) = self { text } else { nil } }
  package var map: GoMap? { if case .map(let map) = self { map } else { nil } }
  package var list: GoList? { if case .list(let list) = self { list } else { nil } }
  package func object<T: GoObject>(as type: T.Type) -> T? {
    if case .object(let object) = self { object as? T } else { nil }
  }

  /// The dynamic type; nil for nil.
  package var type: GoType? {
    switch self {
    case .none: nil
    case .bool: .bool
    case .int: .int
    case .int64: .int64
    case .double: .float64
    case .string: .string
    case .list(let list): list.type
    case .map(let map): map.type
    case .object(let object): object.type
    }
  }

  /// The type's name, `<nil>` for nil, as `%T` shows it.
  package var typeName: String { type?.name ?? "<nil>" }

  package var kind: GoKind {
    switch self {
    case .none: .invalid
    case .bool: .bool
    case .int: .int
    case .int64: .int64
    case .double: .float64
    case .string: .string
    case .list: .slice
    case .map: .map
    case .object(let object): object.type.kind
    }
  }

  /// text/template's truth: not zero, not empty, not nil.
  package var isTrue: Bool {
    switch self {
    case .none: false
    case .bool(let flag): flag
    case .int(let number): number != 0
    case .int64(let number): number != 0
    case .double(let number): number != 0
    case .string(let text): !text.isEmpty
    case .list(let list): !list.elements.isEmpty
    case .map(let map): map.count > 0
    case .object(let object): object.isTrue
    }
  }

  /// sprig's emptiness: like falsehood, but nothing of a struct or a pointer is looked at.
  package var isEmpty: Bool { !isTrue }
}

/// A slice with its element type. Immutable.
package class GoList {
  package let elements: [GoValue]
  package let element: GoType
  /// Whether the elements stand in interfaces.
  let isBoxed: Bool
  /// A nil slice: prints `[]`, is `null` in JSON.
  package let isNil: Bool
  /// Go's capacity: slicing may reach that far, into nil elements.
  let capacity: Int

  package init(_ elements: [GoValue], element: GoType = .any, isNil: Bool = false, capacity: Int? = nil) {
    self.elements = elements
    self.element = element
    isBoxed = element == .any
    self.isNil = isNil
    self.capacity = capacity ?? elements.count
  }

  /// The list as Go grows it element by element, doubling its capacity.
  static func grown(_ elements: [GoValue]) -> GoList {
    var capacity = elements.isEmpty ? 0 : 1
    while capacity < elements.count, capacity < 512 { capacity *= 2 }
    return GoList(elements, capacity: max(capacity, elements.count))
  }

  /// Elements from `start` up to `end`, which may lie behind the last element.
  func sliced(_ start: Int, _ end: Int) -> GoList {
    var part = Array(elements[min(start, elements.count)..<min(end, elements.count)])
    part += [GoValue](repeating: .none, count: end - start - part.count)
    return GoList(part, element: element, capacity: capacity - start)
  }

  package var type: GoType { .slice(element) }

  /// A method of a named slice type.
  package func member(_ name: String) -> GoObject.Member? { nil }
}

/// What is neither basic nor a map nor a slice; subclasses give it type, text and members.
package class GoObject {
  package init() {}

  package var type: GoType { .named("struct {}", kind: .structure) }
  package var isTrue: Bool { true }
  /// What `String()` or `Error()` gives; nil when the type has neither.
  package var text: ByteString? { nil }
  /// The fields of a struct in order, for printing; nil when it is none.
  package var fields: [(name: String, value: GoValue)]? { nil }
  /// The number of an integer kind.
  package var integer: Int64? { nil }
  /// What `{{ … }}` shows when that differs from ``text``: Go takes the address of a field and finds more methods.
  package var addressedText: ByteString? { text }
  /// The fields that printing shows; those that encoders see are ``fields``.
  package var printedFields: [(name: String, value: GoValue)]? { fields }
  /// For encoders: the value that JSON and YAML show instead; nil prints fields.
  package var encoded: GoValue? { text.map(GoValue.string) }

  /// What `range` goes through, and whether the elements stand in interfaces; nil when it can't.
  package var rangeValue: (entries: [(key: GoValue, value: GoValue)], boxed: Bool)? { nil }

  /// A field's value or a method, or nil when the type has no such name.
  package func member(_ name: String) -> Member? { nil }

  package enum Member {
    case field(GoValue)
    case method(Function)
  }

  /// Whether reflect.DeepEqual holds.
  package func isEqual(to other: GoObject) -> Bool { self === other }
}
