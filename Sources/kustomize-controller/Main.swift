import ArgumentParser
import KustomizeController

@main struct Main {
  static func main() async { await KustomizeControllerCommand.main() }
}
