/// What `martlet up` prints: state changes, problems, and the daemons' logs with their names in front.
actor Console {
  private let output: @Sendable (String) -> Void
  private let now: @Sendable () -> String

  init(now: @escaping @Sendable () -> String, output: @escaping @Sendable (String) -> Void) {
    self.now = now
    self.output = output
  }

  /// One line for a change of state.
  func state(_ text: String) { output("\(now())  \(text)") }

  /// One line for something that went wrong in the supervisor's own work.
  func problem(_ text: String) { output("\(now())  ! \(text)") }

  /// A line of a daemon's log.
  func log(_ line: String, from component: Component) {
    let name = component.rawValue + String(repeating: " ", count: max(0, 12 - component.rawValue.count))
    output("\(name) | \(line)")
  }
}
