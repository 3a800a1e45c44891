/// The files of a repository for demos and tests: a base of several kinds and two overlays, `staging` and `production`.
package enum SampleApplication {
  /// All files of the first commit, by path.
  package static func files(image: String) -> [String: String?] {
    [
      "base/kustomization.yaml": """
      resources:
      - deployment.yaml
      - service.yaml
      - account.yaml
      labels:
      - pairs:
          app.kubernetes.io/name: podinfo
      configMapGenerator:
      - name: settings
        literals:
        - MESSAGE=hello

      """,
      "base/deployment.yaml": """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
      spec:
        replicas: 1
        selector:
          matchLabels:
            app: web
        template:
          metadata:
            labels:
              app: web
          spec:
            serviceAccountName: web
            containers:
            - name: web
              image: \(image)
              envFrom:
              - configMapRef:
                  name: settings
              ports:
              - containerPort: 8080
                protocol: TCP

      """,
      "base/service.yaml": """
      apiVersion: v1
      kind: Service
      metadata:
        name: web
      spec:
        selector:
          app: web
        ports:
        - port: 80
          targetPort: 8080
          protocol: TCP

      """,
      "base/account.yaml": """
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: web

      """,
      "overlays/staging/kustomization.yaml": overlay(namespace: "staging", replicas: 1),
      "overlays/staging/namespace.yaml": namespace("staging"),
      "overlays/production/kustomization.yaml": overlay(namespace: "production", replicas: 3),
      "overlays/production/namespace.yaml": namespace("production"),
      "overlays/production/budget.yaml": """
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: web
      spec:
        minAvailable: 2
        selector:
          matchLabels:
            app: web

      """,
    ]
  }

  /// An overlay's kustomization; production has one resource more.
  package static func overlay(namespace: String, replicas: Int, budget: Bool? = nil) -> String {
    let hasBudget = budget ?? (namespace == "production")
    return """
      namespace: \(namespace)
      resources:
      - ../../base
      - namespace.yaml
      \(hasBudget ? "- budget.yaml\n" : "")replicas:
      - name: web
        count: \(replicas)

      """
  }

  /// What is declared to the toolkit: where the source is, what of it goes where, and whom to tell.
  /// - Parameters:
  ///   - repository: The address of the Git repository.
  ///   - webhook: Where the chat listens.
  ///   - extra: Further lines of the GitRepository's spec, indented by two.
  package static func declarations(repository: String, webhook: String, extra: String = "") -> String {
    """
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: GitRepository
    metadata:
      name: demo
      namespace: default
    spec:
      url: \(repository)
      interval: 10m
      ref:
        branch: main
    \(extra)---
    \(kustomization("staging"))
    ---
    \(kustomization("production"))
    ---
    apiVersion: notification.toolkit.fluxcd.io/v1beta3
    kind: Provider
    metadata:
      name: chat
      namespace: default
    spec:
      type: slack
      channel: deployments
      address: \(webhook)
    ---
    apiVersion: notification.toolkit.fluxcd.io/v1beta3
    kind: Alert
    metadata:
      name: everything
      namespace: default
    spec:
      providerRef:
        name: chat
      eventSeverity: info
      eventSources:
      - kind: Kustomization
        name: "*"

    """
  }

  private static func kustomization(_ overlay: String) -> String {
    """
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata:
      name: \(overlay)
      namespace: default
    spec:
      sourceRef:
        kind: GitRepository
        name: demo
      path: ./overlays/\(overlay)
      interval: 10m
      prune: true
      wait: true
    """
  }

  private static func namespace(_ name: String) -> String {
    """
    apiVersion: v1
    kind: Namespace
    metadata:
      name: \(name)

    """
  }
}
