import MediaBridge
import OfflineSpeech
import ServerLaws
import Simulators
import Testing
import VoiceCore
import VoiceCoreCommand

extension EndToEnd {
  /// A caller's voice to the realtime AI and back, over real sockets and both protocols.
  @Suite("Spoken calls over real sockets")
  struct SpokenCallTests {
    typealias Turn = RealtimeAIScript.Turn

    @Test func `the caller is greeted, asks and hears the answer, and the transcript tells it in order`() async throws {
      try await LiveServer.run(
        with: .spoken([Turn(heardAs: "When are you open?", says: "Nine to five.", calls: served)])
      ) { server async throws in
        let report = await server.carrier.place(
          .spoken([.waitForSilence, .say, .waitForSilence, .wait(.seconds(2)), .hangUp]))
        #expect(report.violations.isEmpty)
        #expect(report.heardText == "Welcome to Acme Dental.Nine to five.")
        try await server.until { try await server.record(report) != nil }
        let transcript = try await server.transcript(report)
        #expect(transcript == ["Welcome to Acme Dental.", "When are you open?", "Nine to five."])
        let record = try #require(try await server.record(report))
        #expect(record.failedAttempts == 0)
        #expect((record.aiUsage?.microdollars ?? 0) > 0, "what it cost is kept")
        let waits = try #require(try await server.call(report)?.waits)
        #expect(waits.count == 1)
        #expect(waits.mean(.endpointing) > .milliseconds(100), "the silence after the words is a part of the wait")
        #expect(waits.mean(.model) > .zero)
        let session = try #require(server.ai?.reports.first)
        #expect(session.unansweredCalls.isEmpty)
        #expect(session.closing?.side == .client)
      }
    }

    @Test func `three requests that fail in words transfer at exactly the third`() async throws {
      let turns = (1...3).map { Turn(heardAs: "Request \($0)", says: "I can't do \($0).", calls: failed) }
      try await LiveServer.run(with: .spoken(turns)) { server async throws in
        let report = await server.carrier.place(
          .spoken([.waitForSilence, .say, .waitForSilence, .say, .waitForSilence, .say, .waitForSilence]))
        #expect(report.violations.isEmpty)
        #expect(report.dialled.map(\.address) == [DemoTenant.customerService])
        #expect(report.heardText.hasSuffix("I am connecting you with customer service. Please hold."))
        try await server.until { try await server.record(report) != nil }
        let record = try #require(try await server.record(report))
        #expect(record.failedAttempts == 3)
        #expect(record.transfer?.reason == .attemptsExhausted)
        #expect(
          try await server.transcript(report).filter { $0.hasPrefix("Request") } == [
            "Request 1", "Request 2", "Request 3",
          ])
      }
    }

    @Test func `two requests that fail transfer nobody`() async throws {
      let turns = (1...2).map { Turn(heardAs: "Request \($0)", says: "I can't do \($0).", calls: failed) }
      try await LiveServer.run(with: .spoken(turns)) { server async throws in
        let report = await server.carrier.place(
          .spoken([.waitForSilence, .say, .waitForSilence, .say, .waitForSilence, .hangUp]))
        #expect(report.dialled.isEmpty)
        try await server.until { try await server.record(report) != nil }
        #expect(try await server.record(report)?.failedAttempts == 2)
      }
    }

    @Test func `a caller who breaks in is listened to, and the history says what was played`() async throws {
      let long = String(repeating: "la ", count: 40)
      try await LiveServer.run(
        with: .spoken([
          Turn(heardAs: "Sing", says: long, calls: served), Turn(heardAs: "Stop", says: "All right.", calls: served),
        ])
      ) { server async throws in
        let report = await server.carrier.place(
          .spoken([
            .waitForSilence, .say,
            .speakOver(
              Spoken.utterance(), words: Spoken.audio(String(long.prefix(30))), ahead: .milliseconds(200), end: []),
            .waitForSilence, .hangUp,
          ]))
        #expect(report.violations.isEmpty)
        let session = try #require(server.ai?.reports.first)
        #expect(session.truncations.count == 1)
        let cut = try #require(session.truncations.first)
        #expect(cut.audioEndMs < cut.sentMs)
        let known = report.timeline.compactMap { if case .spokeOver(_, let known) = $0.event { known } else { nil } }
        #expect(known.map { $0 / 8 } == [cut.audioEndMs], "up to the last mark that came back before the caller spoke")
        let heard = report.heardText.dropFirst("Welcome to Acme Dental.".count).dropLast("All right.".count)
        #expect(cut.audioEndMs <= (heard.count + 1) * 40, "no more than the caller heard")
        #expect(report.heardText.hasSuffix("All right."))
        try await server.until { try await server.record(report) != nil }
        let transcript = try await server.transcript(report)
        let sung = try #require(transcript.first { $0.hasPrefix("la la") })
        #expect(sung.count < long.count)
        #expect(transcript.last == "All right.")
      }
    }

    @Test func `a cough interrupts for a moment, and the answer is heard to its end`() async throws {
      let answer = String(repeating: "la ", count: 30)
      try await LiveServer.run(with: .spoken([Turn(heardAs: "Sing", says: answer, calls: served)])) {
        server async throws in
        let report = await server.carrier.place(
          .spoken([
            .waitForSilence, .say, .wait(.seconds(2)), .speak(Spoken.voice(milliseconds: 200)), .waitForSilence,
            .hangUp,
          ]))
        #expect(report.violations.isEmpty)
        let session = try #require(server.ai?.reports.first)
        #expect(session.truncations.isEmpty)
        #expect(session.cancels == 0)
        #expect(session.utterances.count == 1, "nobody answers a cough")
        #expect(report.heard.map(\.wasCut).contains(true), "the receptionist paused")
        // Up to 100 ms are heard twice: it goes on from the last mark.
        let heard = report.heardText.dropFirst("Welcome to Acme Dental.".count)
        #expect(heard.hasSuffix("la "))
        #expect((30...32).contains(heard.count(where: { $0 == "a" })))
        try await server.until { try await server.record(report) != nil }
        #expect(try await server.transcript(report).contains(answer))
      }
    }

    /// What the caller does while a person is announced; nothing of it changes what follows.
    @Test(arguments: [200, 800])
    func `noise and speech during the announcement of a person lead to one transfer`(milliseconds: Int) async throws {
      let wish = ToolCall("transfer", arguments: #"{"department":null,"reason":"caller_wish"}"#)
      let words = "I am connecting you with customer service. Please hold."
      try await LiveServer.run(with: .spoken([Turn(heardAs: "A person", says: "", calls: [wish])])) {
        server async throws in
        let report = await server.carrier.place(
          .spoken([
            .waitForSilence, .say, .wait(.milliseconds(300)), .speak(Spoken.voice(milliseconds: milliseconds)),
          ]))
        #expect(report.violations.isEmpty)
        #expect(report.dialled.map(\.address) == [DemoTenant.customerService])
        #expect(report.said.isEmpty, "the receptionist has said it")
        if milliseconds <= 300 { #expect(report.heardText.hasSuffix(words.suffix(20))) }
        try await server.until { try await server.record(report) != nil }
        #expect(try await server.record(report)?.transfer?.reason == .callerWish)
      }
    }

    @Test func `who hangs up in the middle of an answer has heard the part that was played`() async throws {
      let answer = "This answer is long enough for somebody to hang up in the middle of it."
      try await LiveServer.run(with: .spoken([Turn(heardAs: "Tell me", says: answer, calls: served)])) {
        server async throws in
        let report = await server.carrier.place(.spoken([.waitForSilence, .say, .wait(.seconds(1)), .hangUp]))
        try await server.until { try await server.record(report) != nil }
        let transcript = try await server.transcript(report)
        #expect(transcript.dropLast() == ["Welcome to Acme Dental.", "Tell me"])
        let told = try #require(transcript.last)
        #expect(told.hasPrefix("This answer") && told.hasSuffix(" …") && report.heardText.contains(told.dropLast(2)))
      }
    }

    @Test func `a caller who asks for a department is handed over there, and no attempt is counted`() async throws {
      let call = ToolCall("transfer", arguments: #"{"department":"the billing department","reason":"caller_wish"}"#)
      try await LiveServer.run(with: .spoken([Turn(heardAs: "Billing", says: "", calls: [call])])) {
        server async throws in
        let report = await server.carrier.place(.spoken([.waitForSilence, .say, .waitForSilence]))
        #expect(report.dialled.map(\.address) == ["+15550100301"])
        try await server.until { try await server.record(report) != nil }
        let record = try #require(try await server.record(report))
        #expect(record.transfer?.reason == .callerWish)
        #expect(record.failedAttempts == 0)
      }
    }
  }
}

private let served = [ToolCall.outcome(served: true)]
private let failed = [ToolCall.outcome(served: false)]
