/// Helm's functions on TOML.
enum TOMLFunctions {
  static let functions: [Function] = [
    Function("toToml", [.any]) { arguments, execution in
      do {
        return try execution.made(try TOMLWriter.write(arguments[0]))
      } catch let error as TOMLWriter.Failure {
        return .string(error.message)
      }
    },
    Function("mustToToml", [.any]) { arguments, execution in
      do {
        return try execution.made(try TOMLWriter.write(arguments[0]))
      } catch let error as TOMLWriter.Failure {
        throw FunctionError(error.message)
      }
    },
    Function("fromToml", [.string]) { arguments, _ in
      var reader = TOMLReader(arguments.bytes(0))
      do throws(FunctionError) { return .map(try reader.read()) } catch { return Encodings.failure(error.message) }
    },
  ]
}
