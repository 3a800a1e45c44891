/// The keys of log metadata that the handlers know; the names are those of Flux's logs.
enum LogField {
  static let controller = "controller"
  static let group = "controllerGroup"
  static let kind = "controllerKind"
  static let name = "name"
  static let namespace = "namespace"
  static let reconcileID = "reconcileID"
  static let error = "error"
}
