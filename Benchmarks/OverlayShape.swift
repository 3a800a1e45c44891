import FoundationEssentials

/// The three layers that the overlay benchmark builds: a base of Deployments with Services, ConfigMaps and
/// ServiceAccounts that refer to each other, an overlay that renames and labels, and one that does more.
enum OverlayShape {
  /// Writes the layers of `objects` objects below a folder, and gives the directory to build.
  static func write(objects: Int, to folder: String) throws -> String {
    try put(folder + "/base/all.yaml", (0..<objects / 4).map(application).joined(separator: "---\n"))
    try put(folder + "/base/kustomization.yaml", "resources:\n- all.yaml\n")
    try put(
      folder + "/mid/kustomization.yaml", "resources:\n- ../base\nnamePrefix: mid-\ncommonLabels:\n  tier: web\n")
    try put(
      folder + "/top/kustomization.yaml",
      """
      resources:
      - ../mid
      namespace: prod
      namePrefix: top-
      commonLabels:
        env: prod
      images:
      - name: nginx
        newTag: "1.25"
      patches:
      - target:
          kind: Deployment
        patch: |-
          - op: replace
            path: /spec/replicas
            value: 3

      """)
    return folder + "/top"
  }

  private static func put(_ path: String, _ text: String) throws {
    let url = URL(filePath: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  private static func application(_ number: Int) -> String {
    let name = "app-\(number)"
    return """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: \(name)
      spec:
        replicas: 1
        selector:
          matchLabels:
            app: \(name)
        template:
          metadata:
            labels:
              app: \(name)
          spec:
            serviceAccountName: \(name)
            containers:
            - name: main
              image: nginx:1.21
              envFrom:
              - configMapRef:
                  name: \(name)
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: \(name)
      spec:
        selector:
          app: \(name)
        ports:
        - port: 80
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: \(name)
      data:
        key: value-\(number)
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: \(name)

      """
  }
}
