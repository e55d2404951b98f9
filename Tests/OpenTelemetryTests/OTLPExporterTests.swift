import Logging
import NIOCore
import NIOPosix
import OpenTelemetry
import Simulators
import Synchronization
import Testing
import VoiceCore

@Suite("Handing spans to a collector", .timeLimit(.minutes(1)))
struct OTLPExporterTests {
  private let time = ReadyTime()

  private func span(_ number: Int) throws -> TraceSpan {
    let place = try #require(TraceContext(trace: Bits128(0xABC), span: UInt64(number)))
    return TraceSpan(
      at: place, in: number > 1 ? 1 : nil, "span \(number)", .server, from: Timestamp(microseconds: 1_000_000),
      to: Timestamp(microseconds: 1_500_000),
      [.init("http.route", .text("/v1/calls \"{id}\"")), .init("http.response.status_code", .number(200))],
      isFailed: number == 2)
  }

  /// Runs an exporter, hands it so many spans, and ends when it has sent what it could.
  private func export(
    _ count: Int, to collector: TraceCollector, limits: OTLPExporter.Limits = .init()
  ) async throws {
    let exporter = OTLPExporter(
      try OTLPSettings(endpoint: collector.endpoint + "/", headers: "x-key=a%20b,x-other=c", serviceName: "desk"),
      version: "1.2.3", on: MultiThreadedEventLoopGroup.singleton, time: time, chance: Chance { 0 },
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, limits: limits)
    if count > 0 { for number in 1...count { exporter.sink.take(try span(number)) } }
    exporter.close()
    await exporter.run()
    await collector.shutdown()
  }

  @Test func `a collector reads what was handed over`() async throws {
    let collector = try await TraceCollector.start(on: MultiThreadedEventLoopGroup.singleton)
    try await export(2, to: collector)
    #expect(collector.refused == 0 && collector.requests == 1)
    let spans = collector.spans
    try #require(spans.count == 2)
    #expect(spans[0].trace == "00000000000000000000000000000abc" && spans[0].span == "0000000000000001")
    #expect(spans.map(\.parent) == [nil, "0000000000000001"])
    #expect(spans[0].name == "span 1" && spans[0].kind == 2)
    #expect(spans[0].start == 1_000_000_000 && spans[0].end == 1_500_000_000)
    #expect(spans.map(\.status) == [0, 2])
    #expect(spans[0].attributes == ["http.route": "/v1/calls \"{id}\"", "http.response.status_code": "200"])
    #expect(spans[0].service == "desk")
    let headers = try #require(collector.headers.first)
    #expect(headers["x-key"] == "a b" && headers["x-other"] == "c" && headers["user-agent"] == "VoiceCore/1.2.3")
  }

  @Test func `many go in batches, and what is beyond the bound is dropped`() async throws {
    let collector = try await TraceCollector.start(on: MultiThreadedEventLoopGroup.singleton)
    var limits = OTLPExporter.Limits()
    (limits.maximumQueue, limits.maximumBatch) = (10, 4)
    try await export(25, to: collector, limits: limits)
    #expect(collector.requests == 3)
    #expect(collector.spans.map(\.name) == (1...10).map { "span \($0)" })
  }

  @Test func `without spans nothing is asked`() async throws {
    let collector = try await TraceCollector.start(on: MultiThreadedEventLoopGroup.singleton)
    try await export(0, to: collector)
    #expect(collector.requests == 0)
  }

  @Test(arguments: [TraceCollector.Manner.status(503), .status(429), .breaks])
  func `trouble that may pass is tried again while the server runs`(manner: TraceCollector.Manner) async throws {
    let collector = try await TraceCollector.start(manner, manner, .takes, on: MultiThreadedEventLoopGroup.singleton)
    try await runUntil(collector, hasRequests: 3)
    #expect(collector.spans.count == 1)
  }

  @Test(arguments: [400, 401, 404, 500])
  func `trouble that doesn't pass isn't tried again, and later spans go`(status: Int) async throws {
    let collector = try await TraceCollector.start(
      .status(status), .takes, on: MultiThreadedEventLoopGroup.singleton)
    try await runUntil(collector, hasRequests: 1, then: 2)
    #expect(collector.spans.map(\.name) == ["span 2"])
  }

  @Test func `at the end each batch is tried once, and the rest is left when it fails`() async throws {
    let collector = try await TraceCollector.start(.status(503), on: MultiThreadedEventLoopGroup.singleton)
    var limits = OTLPExporter.Limits()
    limits.maximumBatch = 1
    try await export(5, to: collector, limits: limits)
    #expect(collector.requests == 1)
  }

  /// Hands over one span at a time while the exporter runs, until so many requests came.
  private func runUntil(_ collector: TraceCollector, hasRequests counts: Int..., then: Int? = nil) async throws {
    var limits = OTLPExporter.Limits()
    limits.maximumBatch = 1
    let exporter = OTLPExporter(
      try OTLPSettings(endpoint: collector.endpoint), version: "1", on: MultiThreadedEventLoopGroup.singleton,
      time: time, chance: Chance { 0 }, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, limits: limits)
    let running = Task { await exporter.run() }
    for (index, count) in (counts + (then.map { [$0] } ?? [])).enumerated() {
      exporter.sink.take(try span(index + 1))
      while collector.requests < count { try await Task.sleep(for: .milliseconds(2)) }
    }
    exporter.close()
    await running.value
    await collector.shutdown()
  }
}

/// A clock at which every pause is over when the machine has had a moment for others.
private struct ReadyTime: TimeSource {
  func now() -> Timestamp { Timestamp(microseconds: 1) }
  func sleep(for span: Duration) async throws { try await Task.sleep(for: .milliseconds(1)) }
}
