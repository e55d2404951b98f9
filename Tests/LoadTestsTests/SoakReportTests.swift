import LoadTests
import Testing

@Suite struct SoakReportTests {
  private static func state(heap: Int, sqlite: Int = 0, descriptors: Int = 40, active: Int = 0) -> ServerState {
    ServerState(
      metrics: """
        # TYPE process_open_fds gauge
        process_open_fds \(descriptors)
        voicecore_heap_live_bytes \(heap)
        voicecore_sqlite_memory_bytes \(sqlite)
        voicecore_calls_active \(active)
        voicecore_calls_total{direction="inbound"} 7
        process_cpu_seconds_total 1.5

        """)
  }

  private static func report(
    _ before: ServerState, _ after: ServerState, unexpected: [String: Int] = [:]
  ) -> SoakReport {
    SoakReport(
      plan: SoakPlan(calls: 100), calls: [.whole: 50, .cut: 50], unexpected: unexpected, seconds: 10, before: before,
      after: after, series: [SoakSecond(second: 1, calls: 10, state: after)])
  }

  @Test func `a server says what it holds`() {
    let state = Self.state(heap: 1000, descriptors: 12, active: 3)
    #expect(state.heapLiveBytes == 1000 && state.openDescriptors == 12 && state.callsActive == 3)
    #expect(state.cpuSeconds == 1.5 && state.residentBytes == nil)
  }

  @Test func `what was given back holds, within five per cent`() {
    #expect(Self.report(Self.state(heap: 1_000_000), Self.state(heap: 1_050_000)).reasons.isEmpty)
    #expect(Self.report(Self.state(heap: 1_000_000), Self.state(heap: 200_000, descriptors: 3)).reasons.isEmpty)
  }

  @Test func `what SQLite's caches took isn't counted, and what hides behind them is`() {
    let before = Self.state(heap: 1_000_000, sqlite: 100_000)
    #expect(Self.report(before, Self.state(heap: 1_500_000, sqlite: 600_000)).reasons.isEmpty)
    #expect(Self.report(before, Self.state(heap: 1_050_000, sqlite: 100_000)).reasons.count == 1)
  }

  @Test func `what was kept breaks it`() {
    let before = Self.state(heap: 1_000_000)
    #expect(Self.report(before, Self.state(heap: 1_051_000)).reasons.count == 1)
    #expect(Self.report(before, Self.state(heap: 1_000_000, descriptors: 44)).reasons.count == 1)
    #expect(Self.report(before, Self.state(heap: 1_000_000, active: 1)).reasons == ["1 calls never ended"])
    #expect(Self.report(before, before, unexpected: ["whole: odd": 2]).reasons == ["2 calls: whole: odd"])
    #expect(Self.report(ServerState(metrics: ""), ServerState(metrics: "")).reasons.count == 1)
  }

  @Test func `it can be kept in each form`() throws {
    let before = Self.state(heap: 1_000_000)
    let report = Self.report(before, before)
    #expect(report.csv.split(separator: "\n").count == 2)
    #expect(try report.json.contains("\"seconds\" : 10"))
    #expect(report.html.contains("All limits held") && report.html.contains("<svg"))
  }

  @Test func `half of the calls are whole, and each other kind comes`() {
    let kinds = (0..<20).map(SoakPlan.kind)
    #expect(kinds.count { $0 == .whole } == 10)
    #expect(Set(kinds) == Set(SoakPlan.Kind.allCases))
  }
}
