/// Columns of `kubectl get` that several kinds share.
extension KindDefinition.PrinterColumn {
  static let age = Self(name: "Age", jsonPath: ".metadata.creationTimestamp", type: "date")
  static let ready = Self(
    name: "Ready", jsonPath: ".status.conditions[?(@.type==\"Ready\")].status", type: "string")
  static let status = Self(
    name: "Status", jsonPath: ".status.conditions[?(@.type==\"Ready\")].message", type: "string")
}
