import Notify
import Testing

@Suite struct MetadataTests {
  private let group = "kustomize.toolkit.fluxcd.io"

  @Test("keys of the object's group and of the event group lose their prefix, others are left out")
  func prefixes() {
    let combined = Notification.combinedMetadata(
      of: [
        "kustomize.toolkit.fluxcd.io/revision": "main@sha1:1", "event.toolkit.fluxcd.io/team": "shop",
        "source.toolkit.fluxcd.io/revision": "other", "plain": "x",
      ], group: group, eventMetadata: [:], summary: nil)
    #expect(combined.metadata == ["revision": "main@sha1:1", "team": "shop"])
    #expect(combined.conflicts.isEmpty)
  }

  @Test("checksums, digests and tokens of the controller are never sent")
  func internals() {
    let combined = Notification.combinedMetadata(
      of: ["kustomize.toolkit.fluxcd.io/token": "t", "kustomize.toolkit.fluxcd.io/Checksum": "c"], group: group,
      eventMetadata: [:], summary: nil)
    #expect(combined.metadata.isEmpty)
  }

  @Test("annotations yield to the alert, the alert's metadata to its summary, all to the controller")
  func precedence() {
    let combined = Notification.combinedMetadata(
      of: [
        "event.toolkit.fluxcd.io/env": "annotation", "event.toolkit.fluxcd.io/summary": "annotation",
        "kustomize.toolkit.fluxcd.io/revision": "controller",
      ], group: group, eventMetadata: ["env": "alert", "summary": "metadata", "revision": "alert"],
      summary: "summary field")
    #expect(combined.metadata == ["env": "alert", "summary": "summary field", "revision": "controller"])
    #expect(combined.conflicts == ["env", "revision", "summary"])
  }
}
