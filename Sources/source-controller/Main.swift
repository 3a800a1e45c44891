import SourceController

@main struct Main {
  static func main() async { await SourceControllerCommand.start() }
}
