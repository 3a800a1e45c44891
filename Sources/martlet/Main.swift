import Commands
import Glibc

/// `martlet`, and under their own names the daemons.
@main
struct Main {
  static func main() async {
    let arguments = CommandLine.arguments
    exit(await MultiCall.run(name: arguments.first ?? "martlet", Array(arguments.dropFirst())))
  }
}
