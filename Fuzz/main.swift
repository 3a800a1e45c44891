/// The loop of libFuzzer, which comes with the compiler and has no module of its own. Its parameters are words and pointers
/// only, which Swift passes as C does.
@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ target: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

var count = CommandLine.argc
var arguments = CommandLine.unsafeArgv
let chosen = FuzzTarget.chosen
print("fuzzing \(chosen.rawValue)")
_ = runFuzzer(&count, &arguments) { data, count in
  FuzzTarget.chosen.run(Array(UnsafeBufferPointer(start: data, count: count)))
  return 0
}
