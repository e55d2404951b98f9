import CallRuntime
import MediaBridge
import MemoryStore
import RuntimeStage
import Testing
import VoiceCore

@Suite("Speech under screening", .timeLimit(.minutes(1)))
struct ScreenedSpeechTests {
  private static func rule(_ id: UInt128, _ text: String, _ action: SpamAction) throws -> SpamRule {
    SpamRule(id: Identifier(id), sign: .keyword(try #require(Keyword(text))), action: action)
  }

  @Test func `words that block end the call, its stream and the AI within the turn`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive()
      let rules = [try Self.rule(1, "warranty", .flag), try Self.rule(2, "free cruise", .block)]
      try await stage.store.transaction(for: place.tenant) { scope throws(StoreFailure) in
        for rule in rules { try await scope.save(rule) }
      }
      try await stage.until { leg.isAttached }
      stage.receptionist.say(.heard("It's about your Warranty"))
      try await stage.until { try await stage.call(place).screening?.action == .flag }
      #expect(leg.departures.isEmpty)
      stage.receptionist.say(.heard("You won a FREE cruise"))
      try await stage.until { stage.live.count == 0 }
      #expect(leg.departures.first == .finished)
      let call = try await stage.call(place)
      #expect(call.ending?.cause == .spam && call.screening?.reasons.count == 2)
      #expect(stage.telephony.hungUp == ["CA1"])
      let said = try await stage.store.read(for: place.tenant) { scope throws(StoreFailure) in
        try await scope.transcript(of: place.call).map(\.text)
      }
      #expect(said == ["It's about your Warranty", "You won a FREE cruise"])
    }
  }

  @Test func `what no rule names goes on`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      stage.receptionist.say(.heard("Good morning"))
      leg.hear { $0.callerLeft(.stopped) }
      try await stage.until { stage.live.count == 0 }
      #expect(try await stage.call(place).ending?.cause == .hungUp)
    }
  }
}
