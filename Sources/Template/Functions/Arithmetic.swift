import Glibc

/// sprig's arithmetic. Integers wrap around as Go's do; `addf` and its kin calculate in decimals.
enum Arithmetic {
  static let functions: [Function] = [
    Function("int", [.any]) { arguments, _ in .int(Int(Casting.int64(arguments[0]))) },
    Function("int64", [.any]) { arguments, _ in .int64(Casting.int64(arguments[0])) },
    Function("float64", [.any]) { arguments, _ in .double(Casting.double(arguments[0])) },
    Function("atoi", [.string]) { arguments, _ in .int(atoi(arguments.bytes(0))) },
    Function("toDecimal", [.any]) { arguments, _ in
      .int64((try? NumberText.signed(Formatter.display(arguments[0]).bytes, base: 8)) ?? 0)
    },
    Function("add1", [.any]) { arguments, _ in .int64(Casting.int64(arguments[0]) &+ 1) },
    Function("add", [.any], variadic: true) { arguments, _ in
      .int64(arguments.reduce(0) { $0 &+ Casting.int64($1) })
    },
    Function("sub", [.any, .any]) { arguments, _ in
      .int64(Casting.int64(arguments[0]) &- Casting.int64(arguments[1]))
    },
    Function("mul", [.any, .any], variadic: true) { arguments, _ in
      .int64(arguments.dropFirst().reduce(Casting.int64(arguments[0])) { $0 &* Casting.int64($1) })
    },
    Function("div", [.any, .any]) { arguments, _ in
      let (dividend, divisor) = try operands(arguments)
      return .int64(dividend.dividedReportingOverflow(by: divisor).partialValue)
    },
    Function("mod", [.any, .any]) { arguments, _ in
      let (dividend, divisor) = try operands(arguments)
      return .int64(dividend.remainderReportingOverflow(dividingBy: divisor).partialValue)
    },
    Function("max", [.any, .any], variadic: true) { arguments, _ in
      .int64(arguments.map(Casting.int64).max() ?? 0)
    },
    Function("biggest", [.any, .any], variadic: true) { arguments, _ in
      .int64(arguments.map(Casting.int64).max() ?? 0)
    },
    Function("min", [.any, .any], variadic: true) { arguments, _ in
      .int64(arguments.map(Casting.int64).min() ?? 0)
    },
    Function("maxf", [.any, .any], variadic: true) { arguments, _ in
      .double(arguments.dropFirst().reduce(Casting.double(arguments[0])) { larger($0, Casting.double($1)) })
    },
    Function("minf", [.any, .any], variadic: true) { arguments, _ in
      .double(arguments.dropFirst().reduce(Casting.double(arguments[0])) { -larger(-$0, -Casting.double($1)) })
    },
    Function("floor", [.any]) { arguments, _ in .double(Casting.double(arguments[0]).rounded(.down)) },
    Function("ceil", [.any]) { arguments, _ in .double(Casting.double(arguments[0]).rounded(.up)) },
    Function("round", [.any, .int, .float64], variadic: true) { arguments, _ in .double(round(arguments)) },
    Function("add1f", [.any]) { arguments, _ in try decimal(arguments[0], [.int(1)]) { $0 + $1 } },
    Function("addf", [.any], variadic: true) { arguments, _ in try decimal(.double(0), arguments) { $0 + $1 } },
    Function("subf", [.any, .any], variadic: true) { arguments, _ in
      try decimal(arguments[0], Array(arguments.dropFirst())) { $0 + $1.negated }
    },
    Function("mulf", [.any, .any], variadic: true) { arguments, _ in
      try decimal(arguments[0], Array(arguments.dropFirst())) { $0 * $1 }
    },
    Function("divf", [.any, .any], variadic: true) { arguments, _ in
      try decimal(arguments[0], Array(arguments.dropFirst())) { dividend, divisor in
        guard let quotient = dividend.divided(by: divisor) else { throw FunctionError("decimal division by 0") }
        return quotient
      }
    },
    Function("until", [.int]) { arguments, execution in
      let count = arguments.int(0)
      return ints(try steps(0, count, count < 0 ? -1 : 1, execution))
    },
    Function("untilStep", [.int, .int, .int]) { arguments, execution in
      ints(try steps(arguments.int(0), arguments.int(1), arguments.int(2), execution))
    },
    Function("seq", [.int], variadic: true) { arguments, execution in
      let numbers = try sequence(arguments.indices.map { arguments.int($0) }, execution)
      return try execution.made(ByteString(numbers.map(String.init).joined(separator: " ")))
    },
  ]

  /// strconv.Atoi, 0 on failure: but out of range gives the limit.
  private static func atoi(_ text: [UInt8]) -> Int {
    do {
      return Int(try NumberText.signed(text, base: 10))
    } catch .range {
      return text.first == 0x2D ? Int.min : Int.max
    } catch {
      return 0
    }
  }

  private static func operands(_ arguments: [GoValue]) throws -> (Int64, Int64) {
    let divisor = Casting.int64(arguments[1])
    guard divisor != 0 else { throw FunctionError("runtime error: integer divide by zero") }
    return (Casting.int64(arguments[0]), divisor)
  }

  /// Go's math.Max.
  private static func larger(_ left: Double, _ right: Double) -> Double {
    if left == .infinity || right == .infinity { return .infinity }
    if left.isNaN || right.isNaN { return .nan }
    if left == 0, right == 0 { return left.sign == .minus ? right : left }
    return left > right ? left : right
  }

  private static func round(_ arguments: [GoValue]) -> Double {
    let threshold = arguments.count > 2 ? arguments.double(2) : 0.5
    let power = pow(10, Double(arguments.int(1)))
    let digit = power * Casting.double(arguments[0])
    let fraction = digit.isFinite ? digit - digit.rounded(.towardZero) : .nan
    return (fraction >= threshold ? digit.rounded(.up) : digit.rounded(.down)) / power
  }

  private static func decimal(
    _ first: GoValue, _ others: [GoValue], _ operation: (BigDecimal, BigDecimal) throws -> BigDecimal
  ) throws -> GoValue {
    var result = try decimal(first)
    for other in others { result = try operation(result, try decimal(other)) }
    return .double(result.double)
  }

  private static func decimal(_ value: GoValue) throws -> BigDecimal {
    let number = Casting.double(value)
    guard let decimal = BigDecimal(number) else {
      let shown = String(decoding: FloatText.format(number, UInt8(ascii: "g"), precision: -1), as: UTF8.self)
      throw FunctionError("Cannot create a Decimal from \(shown)")
    }
    return decimal
  }

  private static func ints(_ numbers: [Int]) -> GoValue { .list(GoList(numbers.map(GoValue.int), element: .int)) }

  private static func steps(_ start: Int, _ stop: Int, _ step: Int, _ execution: Execution) throws -> [Int] {
    guard stop < start ? step < 0 : step > 0 else { return [] }
    let (distance, overflows) = stop.subtractingReportingOverflow(start)
    let count = overflows ? UInt.max : distance.magnitude / step.magnitude + 1
    try execution.charge(elements: Int(clamping: count))
    return Array(stride(from: start, to: stop, by: step))
  }

  private static func sequence(_ bounds: [Int], _ execution: Execution) throws -> [Int] {
    switch bounds.count {
    case 1:
      let step = bounds[0] < 1 ? -1 : 1
      return try steps(1, bounds[0] &+ step, step, execution)
    case 2:
      let step = bounds[1] < bounds[0] ? -1 : 1
      return try steps(bounds[0], bounds[1] &+ step, step, execution)
    case 3:
      let direction = bounds[2] < bounds[0] ? -1 : 1
      if direction < 0, bounds[1] > 0 { return [] }
      return try steps(bounds[0], bounds[2] &+ direction, bounds[1], execution)
    default: return []
    }
  }
}
