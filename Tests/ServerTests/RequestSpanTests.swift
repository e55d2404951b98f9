import Server
import Synchronization
import Testing
import VoiceCore
import Web

@Suite("Spans of requests")
struct RequestSpanTests {
  private static let incoming = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

  /// Spans in the order in which they came.
  private final class Spans: Sendable {
    private let kept = Mutex<[TraceSpan]>([])
    var all: [TraceSpan] { kept.withLock { $0 } }
    var sink: SpanSink { SpanSink { span in self.kept.withLock { $0.append(span) } } }
  }

  /// Says nothing, at an address with a part that varies.
  private struct Thing: Route {
    let method = Method.get
    let path = "/v1/things/{id}"

    func respond(to request: Request) async -> Response { Response(request.query == nil ? .ok : .internalError) }
  }

  @Test func `a request is a part of its sender's trace, and is named by its route`() async throws {
    let spans = Spans()
    try await LiveServer.run([Thing()], spans: spans.sink) { live in
      _ = try await live.ask("/v1/things/4155550100", headers: [("traceparent", Self.incoming)])
      _ = try await live.ask("/v1/things/1?fail=1", headers: [("traceparent", "nonsense")])
      #expect(live.page.lines.contains { $0.contains(#""trace_id":"4bf92f3577b34da6a3ce929d0e0e4736""#) })
    }
    try #require(spans.all.count == 2)
    let (first, second) = (spans.all[0], spans.all[1])
    #expect(first.place.trace == "4bf92f3577b34da6a3ce929d0e0e4736")
    #expect(first.parent == 0x00f0_67aa_0ba9_02b7 && first.place.span != first.parent)
    #expect(first.name == "GET /v1/things/{id}" && first.kind == .server && !first.isFailed)
    #expect(first.attributes.contains(.init("http.response.status_code", .number(200))))
    #expect(!first.attributes.contains { "\($0)".contains("4155550100") })
    #expect(second.parent == nil && second.place.trace != first.place.trace && second.isFailed)
  }

  @Test func `what its sender doesn't keep, what no route takes, and probes have none`() async throws {
    let spans = Spans()
    try await LiveServer.run([Thing()], spans: spans.sink) { live in
      _ = try await live.ask("/v1/things/1", headers: [("traceparent", Self.incoming.dropLast(2) + "00")])
      _ = try await live.ask("/nothing")
      _ = try await live.ask("/healthz")
    }
    #expect(spans.all.isEmpty)
  }

  @Test func `where nobody traces the log names its sender's trace all the same`() async throws {
    try await LiveServer.run([Thing()]) { live in
      _ = try await live.ask("/v1/things/1", headers: [("traceparent", Self.incoming)])
      _ = try await live.ask("/v1/things/1")
      #expect(live.page.lines.count { $0.contains("trace_id") } == 1)
    }
  }
}
