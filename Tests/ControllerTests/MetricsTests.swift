import Controller
import CoreMetrics
import Kube
import Structure
import Testing
import Toolkit

@Suite("Metrics")
struct MetricsTests {
  @Test("are written in Prometheus' text format, sorted")
  func text() async {
    let registry = PrometheusRegistry()
    Counter(label: "b_total", dimensions: [("result", "success")], factory: registry).increment(by: 2)
    Counter(label: "b_total", dimensions: [("result", "error")], factory: registry).increment()
    registry.addCollector { [PrometheusRegistry.Sample("a_depth", [("name", "odd \"name\"\n")], 1.5)] }
    #expect(
      await registry.text() == """
        # HELP a_depth a_depth.
        # TYPE a_depth gauge
        a_depth{name="odd \\"name\\"\\n"} 1.5
        # HELP b_total b_total.
        # TYPE b_total counter
        b_total{result="error"} 1
        b_total{result="success"} 2

        """)
  }

  @Test("of a histogram count upwards")
  func histogram() async {
    let registry = PrometheusRegistry()
    let recorder = Recorder(label: "x_seconds", dimensions: [], aggregate: true, factory: registry)
    for value in [0.004, 0.02, 0.02, 99] { recorder.record(value) }
    let lines = await registry.text().split(separator: "\n")
    #expect(lines.contains("# TYPE x_seconds histogram"))
    #expect(lines.contains("x_seconds_bucket{le=\"0.005\"} 1"))
    #expect(lines.contains("x_seconds_bucket{le=\"0.025\"} 3"))
    #expect(lines.contains("x_seconds_bucket{le=\"10\"} 3"))
    #expect(lines.contains("x_seconds_bucket{le=\"+Inf\"} 4"))
    #expect(lines.contains("x_seconds_count 4"))
  }

  @Test("of what is gone are gone")
  func destruction() async {
    let registry = PrometheusRegistry()
    let recorder = Recorder(label: "x", dimensions: [("name", "a")], aggregate: true, factory: registry)
    recorder.record(1)
    recorder.destroy()
    #expect(await !registry.text().contains("name=\"a\""))
  }

  @Test("of reconciles have Flux's names")
  func reconciles() async throws {
    let fixture = try RuntimeFixture()
    let registry = PrometheusRegistry()
    var settings = fixture.settings()
    settings.metrics = registry
    try await fixture.declare()
    try await fixture.running(ScriptedReconciler(), settings: settings) { runtime in
      registry.observe(runtime)
      registry.observe([GitRepository.kind], in: fixture.store)
      registry.observeProcess()
      try await eventually("counted") {
        await registry.text().contains(
          "controller_runtime_reconcile_total{controller=\"gitrepository\",result=\"requeue_after\"} 1\n")
      }
      let text = await registry.text()
      for line in [
        "gotk_reconcile_duration_seconds_count{kind=\"GitRepository\",name=\"app\",namespace=\"apps\"} 1",
        "workqueue_depth{name=\"gitrepository\"} 0",
        "controller_runtime_max_concurrent_reconciles{controller=\"gitrepository\"} 4",
        "leader_election_master_status{name=\"gitrepository\"} 1",
      ] {
        #expect(text.contains(line + "\n"), "\(line)")
      }
      #expect(text.contains("gotk_resource_info{customresource_group=\"source.toolkit.fluxcd.io\""))
      #expect(text.contains("exported_namespace=\"apps\",name=\"app\",ready=\"True\",suspended=\"false\""))
      #expect(text.contains("process_resident_memory_bytes "))
    }
  }
}
