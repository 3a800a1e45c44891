import ArgumentParser
import KustomizeController
import NotificationController
import SourceController

/// The one installed binary: what it does depends on the name that it was started by.
package enum MultiCall {
  /// Runs the program of that name until it ends.
  /// - Parameters:
  ///   - name: The path or name that the process was started by.
  ///   - arguments: Without the name.
  /// - Returns: The exit status.
  package static func run(name: String, _ arguments: [String]) async -> Int32 {
    switch name.split(separator: "/").last.map(String.init) {
    case "source-controller": await SourceControllerCommand.main(arguments)
    case "kustomize-controller": await KustomizeControllerCommand.main(arguments)
    case "notification-controller": await NotificationControllerCommand.main(arguments)
    default: return await MartletCommand.execute(arguments)
    }
    return 0
  }
}
