/// Arguments of functions by position; the parameter types have made sure of their kinds.
extension [GoValue] {
  @inline(__always)
  func string(_ index: Int) -> ByteString { if case .string(let text) = self[index] { text } else { ByteString() } }

  @inline(__always)
  func bytes(_ index: Int) -> [UInt8] { string(index).bytes }

  @inline(__always)
  func int(_ index: Int) -> Int {
    switch self[index] {
    case .int(let number): number
    case .int64(let number): Int(number)
    default: Int(clamping: self[index].integerValue ?? 0)
    }
  }

  func bool(_ index: Int) -> Bool { if case .bool(let flag) = self[index] { flag } else { false } }

  func double(_ index: Int) -> Double { if case .double(let number) = self[index] { number } else { 0 } }

  func map(_ index: Int) -> GoMap { if case .map(let map) = self[index] { map } else { GoMap(isNil: true) } }
}

extension GoValue {
  /// The elements of any slice.
  /// - Throws: sprig's message when it is none, and Go's when it is nil.
  func elements(or message: String) throws -> [GoValue] {
    switch self {
    case .list(let list): return list.elements
    case .none: throw FunctionError("runtime error: invalid memory address or nil pointer dereference")
    default: throw FunctionError("\(message) \(kind.rawValue)")
    }
  }

  static var nilList: GoValue { .list(GoList([], isNil: true)) }
}
