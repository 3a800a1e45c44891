/// The `IAMPolicyGenerator`: a ServiceAccount that stands for one of Google's cloud.
struct PolicyGenerator {
  var cloud = ""
  var projectID = ""
  var serviceAccount = ""
  var name = ""
  var namespace = ""
  let scopes: KindScopes

  func generate() throws(Failure) -> Resource {
    guard cloud == "gke" else { throw Failure("the cloud provider '\(cloud)' is not supported: only gke is") }
    let node = Node.mapping()
    node.set("apiVersion", .string("v1"))
    node.set("kind", .string("ServiceAccount"))
    let metadata = try node.mappingCreating("metadata")
    try metadata.mappingCreating("annotations").set(
      "iam.gke.io/gcp-service-account", text: "\(serviceAccount)@\(projectID).iam.gserviceaccount.com")
    metadata.set("name", text: name)
    if !namespace.isEmpty { metadata.set("namespace", text: namespace) }
    return Resource(node, scopes: scopes)
  }
}
