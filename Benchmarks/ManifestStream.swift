/// A stream of objects as clusters hold them: deployments, services and config maps, in the form in which we write them.
enum ManifestStream {
  static func bytes(size: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size + 8192)
    var number = 0
    while bytes.count < size {
      bytes.append(contentsOf: deployment(number).utf8)
      bytes.append(contentsOf: service(number).utf8)
      bytes.append(contentsOf: configMap(number).utf8)
      number += 1
    }
    return bytes
  }

  private static func deployment(_ number: Int) -> String {
    """
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      annotations:
        deployment.kubernetes.io/revision: "\(number % 9)"
        description: Serves the shop's pages to visitors and keeps their baskets for a
          day, number \(number)
      labels:
        app.kubernetes.io/component: frontend
        app.kubernetes.io/instance: shop-\(number)
        app.kubernetes.io/managed-by: martlet
        app.kubernetes.io/name: shop
      name: shop-\(number)
      namespace: team-\(number % 40)
    spec:
      replicas: \(number % 5 + 1)
      selector:
        matchLabels:
          app.kubernetes.io/instance: shop-\(number)
          app.kubernetes.io/name: shop
      strategy:
        rollingUpdate:
          maxSurge: 25%
          maxUnavailable: 0
        type: RollingUpdate
      template:
        metadata:
          labels:
            app.kubernetes.io/instance: shop-\(number)
            app.kubernetes.io/name: shop
        spec:
          containers:
          - args:
            - --listen=:8080
            - --log-level=info
            - --upstream=http://basket-\(number).team-\(number % 40).svc.cluster.local:8080/api
            env:
            - name: REGION
              value: eu-west-1
            - name: DATABASE_PASSWORD
              valueFrom:
                secretKeyRef:
                  key: password
                  name: shop-\(number)-database
            - name: VERBOSE
              value: "true"
            image: registry.example.org/shop/frontend:1.\(number % 20).0
            imagePullPolicy: IfNotPresent
            livenessProbe:
              httpGet:
                path: /healthz
                port: http
              initialDelaySeconds: 5
              periodSeconds: 10
            name: frontend
            ports:
            - containerPort: 8080
              name: http
              protocol: TCP
            resources:
              limits:
                memory: 256Mi
              requests:
                cpu: 100m
                memory: 128Mi
            securityContext:
              allowPrivilegeEscalation: false
              capabilities:
                drop:
                - ALL
              readOnlyRootFilesystem: true
            volumeMounts:
            - mountPath: /etc/shop
              name: config
          serviceAccountName: shop
          terminationGracePeriodSeconds: 30
          volumes:
          - configMap:
              name: shop-\(number)
            name: config

    """
  }

  private static func service(_ number: Int) -> String {
    """
    ---
    apiVersion: v1
    kind: Service
    metadata:
      labels:
        app.kubernetes.io/instance: shop-\(number)
        app.kubernetes.io/name: shop
      name: shop-\(number)
      namespace: team-\(number % 40)
    spec:
      ports:
      - name: http
        port: 80
        protocol: TCP
        targetPort: http
      selector:
        app.kubernetes.io/instance: shop-\(number)
        app.kubernetes.io/name: shop
      type: ClusterIP

    """
  }

  private static func configMap(_ number: Int) -> String {
    """
    ---
    apiVersion: v1
    data:
      LOG_FORMAT: json
      enabled: "yes"
      retries: "3"
      shop.properties: |
        # Settings of shop \(number)
        basket.expiry=24h
        basket.limit=\(number % 100)

        page.title=The shop
        page.languages=de,en,fr
    kind: ConfigMap
    metadata:
      name: shop-\(number)
      namespace: team-\(number % 40)

    """
  }
}
