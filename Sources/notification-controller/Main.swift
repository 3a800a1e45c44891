import NotificationController

@main struct Main {
  static func main() async { await NotificationControllerCommand.start() }
}
