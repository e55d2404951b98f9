import MediaBridge
import ServerLaws
import Simulators
import Testing
import VoiceCore
import VoiceCoreCommand

extension EndToEnd {
  /// Whatever the realtime AI does: a defined state, something sensible is heard, nothing is left behind (`LiveServer.run`).
  @Suite("A realtime AI that misbehaves")
  struct RealtimeFaultTests {
    typealias Turn = RealtimeAIScript.Turn

    private static let openings: [[RealtimeAIOpeningFault]] = [
      [.refused(status: 401)], [.refused(status: 429)], [.refused(status: 503)], [.noHandshake], [.noSessionCreated],
      [.noSessionUpdated], [.otherOutputFormat(.pcm)], [.sessionRejected(.serverError)], [.failed(.insufficientQuota)],
    ]

    /// All at once on one server: the clocks that they wait for are real.
    @Test func `a session that never starts hands over, with a word of warning`() async throws {
      let ai = RealtimeAIConfiguration(
        apiKey: LiveServer.realtimeKey, behaviour: { _ in .script(RealtimeAIScript(turns: [])) },
        opening: { Self.openings[($0 - 1) % Self.openings.count] })
      try await LiveServer.run(with: ai) { server async throws in
        for report in try await server.place(Self.openings.count, .spoken([.waitForSilence], pace: .times(4))) {
          #expect(report.violations.isEmpty)
          #expect(report.said == ["I am connecting you with customer service. Please hold."])
          #expect(report.dialled.map(\.address) == [DemoTenant.customerService])
          try await server.until { try await server.record(report) != nil }
          let record = try #require(try await server.record(report))
          #expect(record.transfer?.reason == .aiUnavailable)
          #expect(record.failedAttempts == 0)
        }
      }
    }

    /// The session goes on: the answer to the next request is heard.
    private static let survivable: [RealtimeAIFault] = [
      .stalls(.seconds(1)), .neverDone, .neverStops, .badBase64,
      .missingField(event: "response.output_audio.delta", field: "delta"),
      .nullField(event: "response.output_audio.delta", field: "item_id"), .garbage, .binaryFrame, .unknownEvents,
      .extraFields, .missingUsage,
      .missingField(event: "response.done", field: "response"),
      .nullField(event: "response.created", field: "response"),
      .transcription(.before), .transcription(.after), .transcription(.failed), .transcription(.never),
      .failed(.serverError), .incomplete(reason: "max_output_tokens"), .brokenArguments, .unknownTool, .unknownAttempt,
      .twoVerdicts, .error(.serverError), .error(.rateLimitExceeded), .giantDelta(bytes: 80_000),
    ]

    /// All at once on one server; what the first request was taken for names the fault.
    @Test func `a turn that goes wrong doesn't end the call`() async throws {
      let ai = RealtimeAIConfiguration(
        apiKey: LiveServer.realtimeKey,
        behaviour: { session in
          let fault = Self.survivable[(session - 1) % Self.survivable.count]
          return .script(
            RealtimeAIScript(turns: [
              Turn(heardAs: "\(fault)", says: "Answer one.", calls: [.outcome(served: true)], faults: [fault]),
              Turn(heardAs: "Two", says: "Answer two.", calls: [.outcome(served: true)]),
              Turn(heardAs: "Three", says: "Answer three.", calls: [.outcome(served: true)]),
            ]))
        }, voice: { Spoken.audio($0) }, pace: SpeakingPace(speed: 0))
      try await LiveServer.run(with: ai) { server async throws in
        let patient = CallScript.Step.wait(.seconds(10))
        let reports = try await server.place(
          Self.survivable.count,
          .spoken([.waitForSilence, .say, patient, .say, patient, .say, .waitForSilence, .hangUp], pace: .times(4)))
        for report in reports {
          try await server.until { try await server.record(report) != nil }
          let (transcript, record) = (try await server.transcript(report), try await server.record(report))
          #expect(report.violations.isEmpty, "\(transcript)")
          #expect(report.dialled.isEmpty, "\(transcript)")
          let heard = report.heardText
          #expect(heard.contains("Answer two."), "\(transcript): \(heard)")
          #expect(heard.contains("Answer three."), "\(transcript): \(heard)")
          #expect(record?.disposition == .completed, "\(transcript)")
          #expect(record?.failedAttempts == 0, "\(transcript)")
        }
        #expect(server.ai?.reports.flatMap(\.unansweredCalls).isEmpty == true)
      }
    }

    /// The socket is gone: one more session with what was said, and the caller goes on.
    @Test(arguments: [RealtimeAIFault.closes(code: 1011), .closes(code: 1000), .drops, .expires])
    func `a socket that dies comes back once, with the context`(fault: RealtimeAIFault) async throws {
      let turns = [
        Turn(heardAs: "When are you open?", says: "Nine to five.", calls: [.outcome(served: true)]),
        Turn(heardAs: "And where?", says: String(repeating: "ba ", count: 20), faults: [fault]),
      ]
      let ai = RealtimeAIConfiguration(
        apiKey: LiveServer.realtimeKey,
        behaviour: { session in
          .script(
            RealtimeAIScript(
              turns: session == 1
                ? turns : [Turn(heardAs: "Hello?", says: "I am back.", calls: [.outcome(served: true)])]))
        }, voice: { Spoken.audio($0) }, pace: SpeakingPace(speed: 0))
      try await LiveServer.run(with: ai) { server async throws in
        let report = await server.carrier.place(
          .spoken(
            [
              .waitForSilence, .say, .waitForSilence, .say, .waitForSilence, .wait(.seconds(4)), .say, .waitForSilence,
              .hangUp,
            ], pace: .times(4)))
        #expect(report.violations.isEmpty)
        let sessions = try #require(server.ai?.reports)
        #expect(sessions.count == 2)
        #expect(sessions.last?.contextItems.map(\.text).contains("Nine to five.") == true)
        #expect(report.heardText.contains("I am back."))
        #expect(report.dialled.isEmpty)
      }
    }

    @Test func `a socket that dies twice hands over, and no attempt is counted`() async throws {
      let turn = Turn(heardAs: "Hello", says: String(repeating: "ba ", count: 20), faults: [.drops])
      try await LiveServer.run(with: .spoken([turn])) { server async throws in
        let report = await server.carrier.place(
          .spoken(
            [.waitForSilence, .say, .wait(.seconds(6)), .say, .wait(.seconds(6)), .say, .waitForSilence],
            pace: .times(4)))
        #expect(report.dialled.map(\.address) == [DemoTenant.customerService])
        #expect(report.said == ["I am connecting you with customer service. Please hold."])
        try await server.until { try await server.record(report) != nil }
        #expect(try await server.record(report)?.transfer?.reason == .aiUnavailable)
        #expect(try await server.record(report)?.failedAttempts == 0)
      }
    }

    @Test func `a fatal error isn't tried again`() async throws {
      let turn = Turn(heardAs: "Hello", says: "ba ba", faults: [.fatal(.insufficientQuota)])
      try await LiveServer.run(with: .spoken([turn])) { server async throws in
        let report = await server.carrier.place(.spoken([.waitForSilence, .say, .waitForSilence]))
        #expect(server.ai?.reports.count == 1)
        #expect(report.dialled.map(\.address) == [DemoTenant.customerService])
      }
    }

    // MARK: Who stands in

    /// The menu of keys stands in for a model that may be silent for a second: shorter than the session itself bears a response that has
    /// stalled, which it then takes for said.
    private static let standIn: @Sendable (inout Settings) -> Void = { settings in
      settings.ai = [.openAIRealtime, .offline]
      settings.fillerAfter = .milliseconds(800)
      settings.answerWithin = .seconds(1)
    }

    @Test(arguments: [RealtimeAIOpeningFault.refused(status: 503), .noSessionCreated, .sessionRejected(.serverError)])
    func `a model that can't be had is stood in for by the menu of keys`(fault: RealtimeAIOpeningFault) async throws {
      let ai = RealtimeAIConfiguration(
        apiKey: LiveServer.realtimeKey, behaviour: { _ in .script(RealtimeAIScript(turns: [])) },
        opening: { _ in [fault] })
      try await LiveServer.run(with: ai, adjusting: Self.standIn) { server async throws in
        let report = await server.carrier.place(
          .spoken([.wait(.seconds(30)), .press("1"), .wait(.seconds(20)), .hangUp], pace: .times(4)))
        #expect(report.violations.isEmpty)
        try await server.until { try await server.record(report) != nil }
        #expect(try await server.record(report)?.disposition == .completed)
        #expect(try await server.transcript(report).contains("To speak with a person, press 0."))
      }
    }

    @Test func `a model that falls silent is stood in for, after a word of patience`() async throws {
      let turn = Turn(heardAs: "Hello", says: "ba ba", faults: [.stalls(.seconds(60))])
      try await LiveServer.run(with: .spoken([turn]), adjusting: Self.standIn) { server async throws in
        let report = await server.carrier.place(
          .spoken([.waitForSilence, .say, .wait(.seconds(40)), .hangUp], pace: .times(4)))
        #expect(report.violations.isEmpty)
        try await server.until { try await server.record(report) != nil }
        let transcript = try await server.transcript(report)
        #expect(transcript.contains("One moment, please."), "\(transcript)")
        #expect(transcript.contains("We were cut off. I am still here."), "\(transcript)")
        #expect(report.dialled.isEmpty)
      }
    }

    @Test func `a model that falls silent, with nobody to stand in, is followed by a person`() async throws {
      let turn = Turn(heardAs: "Hello", says: "ba ba", faults: [.stalls(.seconds(60))])
      let alone: @Sendable (inout Settings) -> Void = { $0.answerWithin = .seconds(1) }
      try await LiveServer.run(with: .spoken([turn]), adjusting: alone) { server async throws in
        let report = await server.carrier.place(.spoken([.waitForSilence, .say, .waitForSilence], pace: .times(4)))
        #expect(report.dialled.map(\.address) == [DemoTenant.customerService])
        try await server.until { try await server.record(report) != nil }
        #expect(try await server.record(report)?.transfer?.reason == .aiUnavailable)
        #expect(try await server.record(report)?.failedAttempts == 0)
        #expect(try await server.transcript(report).last == "I am sorry, I can't go on myself.")
      }
    }

    @Test func `deltas that come after a cancel aren't heard`() async throws {
      let long = String(repeating: "la ", count: 40)
      try await LiveServer.run(
        with: .spoken([
          Turn(heardAs: "Sing", says: long, calls: [.outcome(served: true)], faults: [.neverDone, .lateDeltas(20)]),
          Turn(heardAs: "Stop", says: "All right.", calls: [.outcome(served: true)]),
        ])
      ) { server async throws in
        let report = await server.carrier.place(
          .spoken([.waitForSilence, .say, .wait(.seconds(1)), .say, .waitForSilence, .hangUp], pace: .times(4)))
        #expect(report.violations.isEmpty)
        #expect(report.heardText.hasSuffix("All right."))
        #expect(report.heardText.count < long.count)
      }
    }
  }
}
