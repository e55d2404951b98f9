import Generators
import Testing
import VoiceCore

@Suite("Trying again")
struct BackOffTests {
  @Test func `each kind of link waits as was settled`() {
    let counts = 1...7
    #expect(
      counts.map { BackOff.messagingLink.longestPause(afterFailures: $0) }
        == [5, 10, 15, 20, 25, 30, 35].map { .seconds($0) })
    #expect(
      counts.map { BackOff.realtimeLink.longestPause(afterFailures: $0) }
        == [1, 2, 4, 8, 16, 30, 30].map { .seconds($0) })
    #expect([1, 2].map { BackOff.serviceCall.longestPause(afterFailures: $0) } == [.seconds(1), .seconds(2)])
  }

  @Test func `a service that stays away is asked three times, and nothing is waited after the last`() {
    var retry = Retry(.serviceCall, from: Timestamp(microseconds: 0))
    let now = Timestamp(microseconds: 0)
    #expect(retry.failed(mayPass: true, at: now, chance: 1_000_000) == .wait(.seconds(1)))
    #expect(retry.failed(mayPass: true, at: now, chance: 2_000_000) == .wait(.seconds(2)))
    #expect(retry.failed(mayPass: true, at: now, chance: 0) == .giveUp)
  }

  @Test func `what won't get better isn't tried again`() {
    var retry = Retry(.serviceCall, from: Timestamp(microseconds: 0))
    #expect(retry.failed(mayPass: false, at: Timestamp(microseconds: 0), chance: 0) == .giveUp)
    #expect(retry.failed(mayPass: true, at: Timestamp(microseconds: 0), chance: 0) == .giveUp, "nor later")
  }

  @Test func `whoever is cancelled stops at once`() async {
    let task = Task {
      var tries = 0
      let trying = Retrying(.serviceCall, time: ManualTime(), chance: Chance { 1_000_000 })
      try? await trying(while: { (_: StoreFailure) in true }) { () async throws(StoreFailure) in
        tries += 1
        withUnsafeCurrentTask { $0?.cancel() }
        throw .unavailable
      }
      return tries
    }
    #expect(await task.value == 1)
  }

  @Test func `what succeeds at the second try has succeeded`() async throws {
    let trying = Retrying(.serviceCall, time: ManualTime(), chance: Chance { 0 })
    var tries = 0
    let outcome = try await trying(while: \.mayPass) { () async throws(Trouble) -> String in
      tries += 1
      guard tries > 1 else { throw Trouble(mayPass: true) }
      return "done"
    }
    #expect(outcome == "done" && tries == 2)
  }

  private struct Trouble: Error { let mayPass: Bool }
}
