import Generators
import Testing
import VoiceCore

@Suite("Stepping through a stored call")
struct CallReplayTests {
  /// A call that failed twice, was answered in Spanish, waited and ended, as the store keeps it.
  private static func replay() async throws -> CallReplay {
    let world = try await World()
    let place = try await world.callInProgress().place
    try await world.advance(.judged(Attempt.ID(1), .failed), in: place)
    world.time.advance(by: .seconds(17))
    let spoken = DialogueNote.spoken(Utterance(.caller, "words", at: world.time.now()))
    try await KeepNotes(store: world.store, time: world.time)([spoken], in: place)
    try await world.advance(.judged(Attempt.ID(2), .failed), in: place)
    world.time.advance(by: .seconds(3))
    _ = try await world.end(.id(place.call), of: place.tenant, because: .hungUp)
    return try #require(try await ReplayCall(store: world.store)(place.call, of: place.tenant))
  }

  @Test func `the last state is the call that is stored`() async throws {
    let replay = try await Self.replay()
    #expect(replay.isFaithful == true)
    #expect(replay.steps.last?.after.call.hasEnded == true)
    #expect(replay.beginning.call.status == .initiated)
    for (step, next) in zip(replay.steps, replay.steps.dropFirst()) { #expect(step.after == next.before) }
  }

  @Test func `a state is the one of that instant`() async throws {
    let replay = try await Self.replay()
    #expect(replay.state(at: .seconds(10)).call.conversation.failedAttempts == 1)
    #expect(replay.state(at: .seconds(10)).utterances == 0)
    let later = replay.state(at: .seconds(18))
    #expect(later.call.conversation.failedAttempts == 2)
    #expect(later.utterances == 1 && !later.call.hasEnded)
    #expect(replay.state(at: .seconds(-1)) == replay.beginning)
    #expect(replay.state(at: .seconds(99)).call.ending?.cause == .hungUp)
  }

  @Test func `what is written is read again, without words`() async throws {
    let replay = try await Self.replay()
    var reading = CallLogReading()
    let events = try replay.lines.map { try reading.entry($0).event }.filter { $0 != .other }
    #expect(
      events == [
        .answered, .streamJoined, .judged(1, .failed), .said(.caller), .judged(2, .failed), .ended(.hungUp),
      ])
    #expect(!replay.lines.contains { $0.data.values.contains(.text("words")) })
  }

  @Test func `the queue's place is that of the last entry that wasn't left`() {
    let call = TestTenant.call(1, of: 1, at: Timestamp(microseconds: 0))
    let facts: [Call.Fact] = [
      .started, .queued(Identifier(1)), .queueLeft(Identifier(1), .sentOn), .queued(Identifier(2)),
    ]
    let recorded = facts.enumerated().map { index, fact in
      RecordedFact(
        call: call.id, ordinal: index + 1, at: Timestamp(microseconds: Int64(index) * 1_000_000), fact: fact)
    }
    let replay = CallReplay(call, recorded, [], language: .english)
    #expect(replay.steps.map(\.after.queue?.department) == [nil, Identifier(1), nil, Identifier(2)])
    #expect(replay.steps.last?.after.queue?.since == Timestamp(microseconds: 3_000_000))
    #expect(replay.isFaithful == false)
    let rest = CallReplay(call, Array(recorded.dropFirst()), [], language: .english)
    #expect(rest.isFaithful == nil)
  }
}
