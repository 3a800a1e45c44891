import Overlay
import Structure
import Testing

/// Builds a tree of texts and gives what would be printed.
func render(
  _ files: [String: String], _ directory: String = "", options: Overlay.Options = Overlay.Options()
) throws(OverlayError) -> String {
  let result = try Overlay.build(tree: MemoryFileTree(texts: files), directory: directory, options: options)
  return String(decoding: Overlay.write(result.objects), as: UTF8.self)
}

/// The first line of the message that a build fails with; an empty text when it does not fail.
func firstLine(
  _ files: [String: String], _ directory: String = "", options: Overlay.Options = Overlay.Options()
) -> String {
  do throws(OverlayError) {
    _ = try render(files, directory, options: options)
    return ""
  } catch {
    return String(error.description.prefix { $0 != "\n" })
  }
}

/// Small objects that the tests share.
enum Sample {
  static let configMap = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  key: value\n"
  static let service = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: web\n"
  static let deployment = """
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
          containers:
          - name: main
            image: nginx:1.0
            envFrom:
            - configMapRef:
                name: settings

    """
}
