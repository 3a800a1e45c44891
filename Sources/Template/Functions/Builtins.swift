/// The functions that are part of text/template itself.
package enum Builtins {
  package static let table: FunctionTable = {
    var table = FunctionTable()
    table.add(Comparison.functions)
    table.add(Indexing.functions)
    table.add(Escaping.functions)
    table.add([
      Function(slots: "and", [.reflectValue, .reflectValue], variadic: true, body: .shortCircuit(stopsAtTruth: false)),
      Function(slots: "or", [.reflectValue, .reflectValue], variadic: true, body: .shortCircuit(stopsAtTruth: true)),
      Function(slots: "call", [.reflectValue, .reflectValue], variadic: true, body: .call),
      Function(
        slots: "not", [.reflectValue], body: .slots { arguments, _ in Slot(.bool(!arguments[0].value.isTrue)) }),
      Function("print", [.any], variadic: true) { arguments, execution in
        try execution.made(Formatter.print(arguments))
      },
      Function("println", [.any], variadic: true) { arguments, execution in
        try execution.made(Formatter.println(arguments))
      },
      Function("printf", [.string, .any], variadic: true, takesPendingText: true) { arguments, execution in
        if let text = try PendingText(printing: arguments, execution) { return .object(text) }
        let arguments = arguments.map { Execution.settled(Slot($0)).value }
        guard case .string(let format) = arguments[0] else { return .none }
        try execution.chargeFormat(format, arguments)
        return try execution.made(Formatter.printf(format, Array(arguments.dropFirst())))
      },
    ])
    return table
  }()
}

extension Execution {
  /// Charges for a text that a function made and gives it back as a value.
  func made(_ text: ByteString) throws -> GoValue {
    try charge(text.count)
    return .string(text)
  }

  func made(_ bytes: [UInt8]) throws -> GoValue { try made(ByteString(bytes)) }

  /// A format can ask for a megabyte of padding with a few characters: bounds it before it is made.
  fileprivate func chargeFormat(_ format: ByteString, _ arguments: [GoValue]) throws {
    var total = 0
    var number = 0
    for byte in format.bytes {
      if byte >= 0x30, byte <= 0x39 {
        number = min(number * 10 + Int(byte - 0x30), 1_000_000)
      } else {
        total += number
        number = 0
        if byte == UInt8(ascii: "*") {
          total += arguments.reduce(0) { $0 + min(1_000_000, Int(clamping: abs($1.integerValue ?? 0))) }
        }
      }
    }
    try charge(total)
  }
}
