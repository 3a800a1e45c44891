import ArgumentParser
import Cluster
import Store

extension MartletCommand {
  /// Says what went wrong, and gives the exit status for it.
  static func report(_ error: any Error, _ output: CommandOutput) -> Int32 {
    switch error {
    case let failure as CommandFailure:
      if !failure.message.isEmpty { output.progress(.failure, failure.message) }
      return failure.status.rawValue
    case let error as StoreError:
      output.progress(.failure, "\(error)")
      return status(of: error).rawValue
    case let error as ClusterError:
      output.progress(.failure, "\(error)")
      return (error.code == .notFound ? CommandFailure.Status.notFound : .failed).rawValue
    case let code as ExitCode:
      return code.rawValue
    case is CancellationError:
      return CommandFailure.Status.failed.rawValue
    default:
      let code = exitCode(for: error)
      if code == .success {  // --help, --version
        output.line(fullMessage(for: error))
        return 0
      }
      if code == .validationFailure {
        output.error(fullMessage(for: error))
        return CommandFailure.Status.usage.rawValue
      }
      output.progress(.failure, "\(error)")
      return CommandFailure.Status.failed.rawValue
    }
  }

  private static func status(of error: StoreError) -> CommandFailure.Status {
    switch error {
    case .notFound: .notFound
    case .noFile, .cannotOpen, .notADatabase, .notAStore, .newerVersion, .corrupt, .busy, .full: .store
    default: .failed
    }
  }
}
