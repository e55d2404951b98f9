import CallRuntime
import Generators
import MediaBridge
import RuntimeStage
import Testing
import VoiceCore

@Suite("What a caller leaves in a session", .timeLimit(.minutes(1)))
struct LeftNoteTests {
  private static func notes(_ place: CallPlace, on stage: Stage) async throws -> [CallerNote] {
    try await stage.store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.callerNotes(of: place.call)?.notes ?? []
    }
  }

  @Test func `is kept, also when the store was away for a moment, and outlives the call`() async throws {
    let store = AwayStore()
    try await Stage(over: store).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      let details = try #require(CallerNote.Details(name: "Ana", number: "5550100"))
      store.failNext(.unavailable)
      stage.receptionist.say(
        .noted(CallerNote(number: 1, kind: .callBack, details: details, isConfirmed: false)))
      // It is tried again after a pause.
      try await stage.until {
        stage.time.advance(by: .milliseconds(100))
        return try await Self.notes(place, on: stage).count == 1
      }
      leg.hear { $0.callerLeft(.stopped) }
      try await stage.until { stage.live.count == 0 }
      #expect(try await Self.notes(place, on: stage).map(\.isConfirmed) == [false])
    }
  }
}
