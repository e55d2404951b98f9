import NIOPosix
import OpenTelemetry
import Simulators
import Testing
import VoiceCore
import VoiceCoreCommand

extension EndToEnd {
  @Suite("Traced calls")
  struct TracedCallTests {
    @Test func `a collector is told of the call and of the carrier's requests, and of no number`() async throws {
      let collector = try await TraceCollector.start(on: MultiThreadedEventLoopGroup.singleton)
      let settings = try OTLPSettings(endpoint: collector.endpoint)
      try await LiveServer.run(adjusting: { $0.traces = settings }) { live in
        let report = try await live.placeGoodCall()
        #expect(try await live.call(report)?.hasEnded == true)
      }
      // What waited went when the server ended.
      await collector.shutdown()
      #expect(collector.refused == 0)
      let calls = collector.spans.filter { $0.name == "call" }
      #expect(calls.count == 1)
      #expect(calls.first?.attributes["voicecore.call.direction"] == "inbound")
      #expect(calls.first.map { $0.attributes["voicecore.call.id"]?.filter { $0 != "-" } == $0.trace } == true)
      #expect(collector.spans.contains { $0.name == "turn" && $0.trace == calls.first?.trace })
      #expect(collector.spans.contains { $0.name == "POST /twilio/voice/incoming" && $0.parent == nil })
      #expect(collector.spans.allSatisfy { span in !span.attributes.values.contains { $0.contains("15550100109") } })
    }
  }
}
