import Generators
import Testing
import VoiceCore

@Suite("Spans of calls")
struct CallSpanTests {
  private let place = CallPlace(tenant: Tenant.ID(0xA), call: Call.ID(0xC))

  @Test func `stages follow one another within their turn, and the turn is the call's`() {
    var wait = TurnWait(answering: .milliseconds(700), own: .milliseconds(20), roundTrip: .milliseconds(80))
    wait[.playout] = .milliseconds(100)
    let end = Timestamp(microseconds: 10_000_000)
    let spans = TraceSpan.spans(of: wait, until: end, in: place)
    #expect(spans.map(\.name) == ["turn", "turn network", "turn model", "turn voicecore", "turn playout"])
    #expect(spans[0].parent == TraceContext(of: place.call).span)
    #expect(spans.dropFirst().allSatisfy { $0.parent == spans[0].place.span })
    #expect(spans[0].start == end - .milliseconds(800) && spans[0].end == end)
    #expect(spans[1].start == spans[0].start && spans[4].end == end)
    for (one, next) in zip(spans.dropFirst(), spans.dropFirst(2)) { #expect(one.end == next.start) }
    #expect(Set(spans.map(\.place.span)).count == spans.count)
    #expect(spans[2].attributes == [TraceSpan.Attribute("gen_ai.operation.name", .text("chat"))])
  }

  @Test func `a call that has ended is one span, and one that runs is none`() async throws {
    let world = try await World()
    let told = Told()
    let sink = SpanSink { span in
      told.add("\(span.name) \(span.kind) \(Int((span.end - span.start) / .seconds(1))) \(span.isFailed)")
      #expect(!span.attributes.contains { "\($0.value)".contains("+1415") })
    }
    let end = EndCall(store: world.store, time: world.time, telemetry: CallTelemetry.none.tracing(to: sink))
    let call = try await world.callInProgress().place
    #expect(TraceSpan(of: try await world.call(call)) == nil)
    world.time.advance(by: .seconds(9))
    for _ in 1...2 { _ = try await end(.id(call.call), of: call.tenant, because: .hungUp) }
    #expect(told.all == ["call server 9 false"])
  }
}
