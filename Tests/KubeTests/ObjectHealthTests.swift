import Kube
import Structure
import Testing

@Suite struct ObjectHealthTests {
  private static func object(
    _ apiVersion: String, _ kind: String, spec: Value = [:], status: Value? = nil, metadata: Value = ["generation": 2]
  ) -> KubeObject {
    var object = KubeObject(Mapping())
    object.apiVersion = apiVersion
    object.kind = kind
    object.content["metadata"] = metadata
    object.spec = spec
    object.status = status
    return object
  }

  private static func condition(_ type: String, _ status: String, _ reason: String = "", _ message: String = "")
    -> Value
  {
    ["type": .string(type), "status": .string(status), "reason": .string(reason), "message": .string(message)]
  }

  private static let rolledOut: Value = [
    "observedGeneration": 2, "replicas": 1, "updatedReplicas": 1, "readyReplicas": 1, "availableReplicas": 1,
    "conditions": [condition("Available", "True"), condition("Progressing", "True", "NewReplicaSetAvailable")],
  ]

  @Test(
    "An object's status tells its health",
    arguments: [
      (object("v1", "ConfigMap"), .current),
      (object("v1", "ConfigMap", metadata: ["deletionTimestamp": "2026-01-01T00:00:00Z"]), .terminating),
      (object("apps/v1", "Deployment"), .inProgress),
      (object("apps/v1", "Deployment", status: rolledOut), .current),
      (object("apps/v1", "Deployment", status: ["observedGeneration": 1]), .inProgress),
      (
        object(
          "apps/v1", "Deployment",
          status: ["conditions": [condition("Progressing", "False", "ProgressDeadlineExceeded")]]), .failed
      ),
      (object("apps/v1", "StatefulSet", spec: ["replicas": 2], status: ["replicas": 1]), .inProgress),
      (object("apps/v1", "StatefulSet", spec: ["updateStrategy": ["type": "OnDelete"]]), .current),
      (
        object(
          "apps/v1", "StatefulSet",
          status: [
            "replicas": 1, "readyReplicas": 1, "currentReplicas": 1, "updateRevision": "b", "currentRevision": "a",
          ]), .inProgress
      ),
      (object("apps/v1", "DaemonSet"), .inProgress),
      (
        object(
          "apps/v1", "DaemonSet",
          status: [
            "observedGeneration": 2, "desiredNumberScheduled": 1, "currentNumberScheduled": 1,
            "updatedNumberScheduled": 1, "numberAvailable": 1, "numberReady": 1,
          ]), .current
      ),
      (object("batch/v1", "Job"), .inProgress),
      (object("batch/v1", "Job", status: ["conditions": [condition("Complete", "True")]]), .current),
      (object("batch/v1", "Job", status: ["conditions": [condition("Failed", "True")]]), .failed),
      (object("v1", "Pod", status: ["phase": "Succeeded"]), .current),
      (object("v1", "Pod", status: ["phase": "Running"]), .inProgress),
      (object("v1", "Pod", status: ["phase": "Running", "conditions": [condition("Ready", "True")]]), .current),
      (object("v1", "PersistentVolumeClaim", status: ["phase": "Pending"]), .inProgress),
      (object("v1", "PersistentVolumeClaim", status: ["phase": "Bound"]), .current),
      (object("v1", "Service", spec: ["type": "LoadBalancer"]), .inProgress),
      (object("v1", "Service"), .current),
      (object("apiextensions.k8s.io/v1", "CustomResourceDefinition"), .inProgress),
      (
        object(
          "apiextensions.k8s.io/v1", "CustomResourceDefinition",
          status: ["conditions": [condition("Established", "True")]]), .current
      ),
      (object("example.com/v1", "Thing"), .current),
      (object("example.com/v1", "Thing", status: ["conditions": [condition("Ready", "False")]]), .inProgress),
      (object("example.com/v1", "Thing", status: ["conditions": [condition("Stalled", "True")]]), .failed),
      (object("example.com/v1", "Thing", status: ["conditions": [condition("Reconciling", "True")]]), .inProgress),
    ] as [(KubeObject, ObjectHealth.Status)])
  func health(_ object: KubeObject, _ expected: ObjectHealth.Status) {
    #expect(ObjectHealth(of: object).status == expected)
  }

  @Test("What is missing is said in numbers")
  func message() {
    let object = Self.object("apps/v1", "Deployment", spec: ["replicas": 3], status: ["replicas": 1])
    #expect(ObjectHealth(of: object).message == "replicas: 1/3")
  }
}
