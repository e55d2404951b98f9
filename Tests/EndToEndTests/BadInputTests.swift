import Simulators
import Testing
import VoiceCore
import VoiceCoreCommand

extension EndToEnd {
  /// Whatever arrives: a clear refusal, nothing lost, others unaffected, and (checked by `LiveServer.run`) no session left.
  @Suite("Bad input over real sockets")
  struct BadInputTests {
    @Test(arguments: [
      (CallFault.unsigned, 403), (.wronglySigned, 403), (.parameter("To", value: "not a number"), 400),
      (.missingParameter("To"), 400), (.missingParameter("CallSid"), 400), (.missingParameter("From"), 400),
    ])
    func `a bad announcement is refused and leaves nothing`(fault: CallFault, status: Int) async throws {
      try await LiveServer.run { server in
        let report = await server.carrier.place(Self.script(faults: [fault]))
        #expect(report.webhooks.first?.status == status)
        let stored = try await server.call(report)
        #expect(stored == nil)
        let other = try await server.placeGoodCall()
        #expect(other.violations.isEmpty)
      }
    }

    @Test func `a call to a number of nobody is rejected`() async throws {
      try await LiveServer.run { server in
        let report = await server.carrier.place(
          CallScript(caller: "+15550100104", dialled: "+15550100999", steps: [.waitForSilence], pace: .times(20)))
        guard case .rejected = report.ending else { return #expect(Bool(false), "ended as \(report.ending)") }
      }
    }

    @Test(arguments: [
      CallFault.mediaBeforeStart, .customParameters([FormField("token", "guessed")]), .customParameters([]),
    ])
    func `a stream that begins wrongly is closed, and the call's own stream may come yet`(fault: CallFault) async throws
    {
      try await LiveServer.run { server in
        let report = await server.carrier.place(Self.script(faults: [fault]))
        #expect(report.timeline.contains { if case .streamClosed(_, by: .server) = $0.event { true } else { false } })
        let other = try await server.placeGoodCall()
        #expect(other.violations.isEmpty)
      }
    }

    @Test(arguments: [
      StreamFault.sendRaw(text: "{"), .sendRaw(text: "[]"), .secondStart, .sendBinary([1, 2, 3]), .sendPayload("%%%"),
      .sendPayload("abc"), .sendPayload(String(repeating: "A", count: 2 << 20)), .cutSocket,
    ])
    func `a stream that goes wrong ends or comes back, and others don't notice`(fault: StreamFault) async throws {
      try await LiveServer.run { server in
        async let good = server.placeGoodCall()
        let report = await server.carrier.place(
          CallScript(
            caller: "+15550100105", dialled: DemoTenant.line,
            steps: [.wait(.seconds(1)), .fault(fault), .wait(.seconds(2)), .hangUp], pace: .times(10)))
        try await server.until { try await server.call(report)?.hasEnded == true }
        let other = try await good
        #expect(other.violations.isEmpty)
        try await server.until { try await server.record(other) != nil }
        #expect(try await server.record(other)?.disposition == .completed)
      }
    }

    @Test func `messages that the carrier may send some day are passed over`() async throws {
      try await LiveServer.run { server in
        let report = await server.carrier.place(
          CallScript(
            caller: "+15550100106", dialled: DemoTenant.line,
            steps: [
              .wait(.seconds(1)), .fault(.sendRaw(text: #"{"event":"news","streamSid":"x"}"#)), .press("1"),
              .waitForSilence, .hangUp,
            ],
            pace: .times(20)))
        #expect(report.heard.contains { $0.cause == .key("1") })
      }
    }

    @Test(arguments: [
      [CallFault.duplicateStatusCallbacks], [.statusBeforeEnd], [.closeWithoutStop], [.stopWithoutClose],
      [.mediaAfterStop],
      [.repeatedIncoming], [.noStatusCallback],
    ])
    func `a call that ends in any order ends once`(faults: [CallFault]) async throws {
      try await LiveServer.run { server in
        let report = await server.carrier.place(Self.script(faults: faults))
        try await server.until { try await server.record(report) != nil }
        let call = try #require(try await server.call(report))
        let ends = try await server.deployment.store.read(for: try await server.tenant()) {
          scope throws(StoreFailure) in
          try await scope.facts(of: call.id).count { if case .ended = $0.fact { true } else { false } }
        }
        #expect(ends == 1)
      }
    }

    private static func script(faults: [CallFault]) -> CallScript {
      CallScript(
        caller: "+15550100107", dialled: DemoTenant.line,
        steps: [.wait(.seconds(1)), .press("1"), .wait(.seconds(1)), .hangUp],
        faults: faults, pace: .times(10))
    }
  }
}
