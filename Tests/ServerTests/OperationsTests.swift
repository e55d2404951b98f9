import MemoryStore
import Server
import Testing
import VoiceCore
import Web

@Suite("The doors for operators")
struct OperationsTests {
  static func router(
    _ checks: [ReadinessCheck] = [], drain: Drain = Drain(), time: HandTime = HandTime(),
    metrics: PrometheusMetrics = PrometheusMetrics(), documenting: [any Route] = []
  ) -> Router {
    Router(
      OperationsRoutes(
        documenting: documenting, version: "1", metrics: metrics, readiness: checks, drain: drain, time: time,
        keySet: #"{"keys":[]}"#
      ).routes)
  }

  func get(_ path: String, _ router: Router) async -> (status: Int, text: String, response: Response) {
    let response = await router.respond(to: Request(.get, path))
    return (response.status.code, String(decoding: response.body, as: UTF8.self), response)
  }

  @Test func `a node that lives says so, whatever its dependencies do`() async {
    let router = Self.router([ReadinessCheck("x") { .failed(reason: "gone") }])
    #expect(await get("/healthz", router).status == 200)
  }

  @Test func `readiness has one JSON line for each dependency, in their order`() async {
    let router = Self.router([.store(MemoryStore()), ReadinessCheck("carrier") { .ready }])
    let answer = await get("/readyz", router)
    #expect(answer.status == 200)
    #expect(
      answer.text == """
        {"name":"server","status":"ready"}
        {"name":"store","status":"ready"}
        {"name":"carrier","status":"ready"}

        """)
  }

  @Test func `one that fails makes the node unready`() async {
    let router = Self.router([.store(UnreachableStore()), ReadinessCheck("carrier") { .ready }])
    let answer = await get("/readyz", router)
    #expect(answer.status == 503)
    #expect(answer.text.contains(#"{"name":"store","status":"failed","reason":"the store is unavailable; try again"}"#))
    #expect(answer.text.contains(#"{"name":"carrier","status":"ready"}"#))
  }

  @Test(.timeLimit(.minutes(1))) func `one that doesn't answer in time fails`() async {
    let stuck = ReadinessCheck("stuck") {
      try? await Task.sleep(for: .seconds(3600))
      return .ready
    }
    let answer = await get("/readyz", Self.router([stuck], time: HandTime(isPassing: true)))
    #expect(answer.status == 503)
    #expect(answer.text.contains(#"{"name":"stuck","status":"failed","reason":"no answer in time"}"#))
  }

  @Test func `a draining node isn't ready`() async {
    let drain = Drain()
    let router = Self.router(drain: drain)
    #expect(await get("/readyz", router).status == 200)
    drain.begin()
    let answer = await get("/readyz", router)
    #expect(answer.status == 503)
    #expect(answer.text == "{\"name\":\"server\",\"status\":\"failed\",\"reason\":\"draining\"}\n")
    #expect(await get("/healthz", router).status == 200)
  }

  @Test func `metrics are Prometheus text`() async {
    let answer = await get("/metrics", Self.router())
    #expect(answer.response.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
    #expect(
      answer.text.contains(
        "# TYPE voicecore_metric_series_refused_total counter\nvoicecore_metric_series_refused_total 0\n"))
  }

  @Test func `the process tells what it uses`() async throws {
    let text = await get("/metrics", Self.router()).text
    for name in [
      "process_cpu_seconds_total", "process_open_fds", "process_resident_memory_bytes", "voicecore_heap_live_bytes",
    ] {
      let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(name + " ") })
      #expect(Double(line.split(separator: " ")[1]).map { $0 > 0 } == true, "\(line)")
    }
  }

  @Test func `the key set is served as one`() async {
    let answer = await get("/.well-known/jwks.json", Self.router())
    #expect(answer.text == #"{"keys":[]}"#)
    #expect(answer.response.headers["Content-Type"] == "application/jwk-set+json")
  }

  @Test func `the pages need nothing from elsewhere and no script`() async throws {
    let routes = try await Company().api.routes
    let router = Self.router(documenting: routes)
    for path in ["/", "/docs"] {
      let answer = await get(path, router)
      #expect(answer.response.headers["Content-Type"] == "text/html; charset=utf-8")
      #expect(answer.response.headers["Content-Security-Policy"]?.contains("default-src 'none'") == true)
      #expect(answer.text.contains("<html lang=\"en\">"))
      // What an example says of other servers is text.
      let page = answer.text.replacing(/<(pre|code)>.*?<\/\1>/.dotMatchesNewlines(), with: "")
      for outside in ["<script", "http://", "https://", "src=", "<link"] {
        let found = page.firstRange(of: outside).map { page[$0.lowerBound...].prefix(80) }
        #expect(found == nil)
      }
    }
    let docs = await get("/docs", router).text
    for route in routes { #expect(docs.contains("\(route.method.rawValue) \(route.path)")) }
  }
}
