import CallRuntime
import Generators
import MemoryStore
import Synchronization
import Testing
import VoiceCore

@Suite("A node's sign of life", .timeLimit(.minutes(1)))
struct PresenceTests {
  private let time = ManualTime()
  private let leadership = HandLeadership()
  private let node = Node.ID(7)
  private let closing = Closing()

  @Test func `as long as it is shown nobody else can lead under its name, and then anybody can`() async throws {
    let (told, running) = show()
    #expect(await told.next() == .some(nil))
    #expect(try await !leadership.lead(as: .node(node)) {})
    closing.close()
    await running.value
    #expect(try await leadership.lead(as: .node(node)) {})
  }

  @Test func `one that can't be shown for long isn't seen any more, and is as soon as it is shown again`() async throws
  {
    let sign = PresenceSign(time: time, tolerance: .seconds(15))
    leadership.fail(.unavailable)
    let (told, running) = show(sign)
    // It is tried every two seconds.
    for _ in 1...8 {
      #expect(await told.next() == .unavailable)
      #expect(sign.isSeen)
      await time.waitForSleepers(1)
      time.advance(by: .seconds(2))
    }
    #expect(await told.next() == .unavailable)
    #expect(!sign.isSeen)
    leadership.fail(nil)
    await time.waitForSleepers(1)
    time.advance(by: .seconds(2))
    #expect(await told.next() == .some(nil))
    #expect(sign.isSeen)
    closing.close()
    await running.value
  }

  @Test func `one that was lost is shown again, and isn't missed in between`() async throws {
    let sign = PresenceSign(time: time, tolerance: .seconds(15))
    let (told, running) = show(sign)
    #expect(await told.next() == .some(nil))
    time.advance(by: .seconds(3_600))
    leadership.lose(.node(node))
    await time.waitForSleepers(1)
    #expect(sign.isSeen)
    time.advance(by: .seconds(2))
    #expect(await told.next() == .some(nil))
    #expect(leadership.attempts == 2)
    closing.close()
    await running.value
  }

  @Test func `cancelling ends it`() async throws {
    let (told, running) = show()
    #expect(await told.next() == .some(nil))
    running.cancel()
    await running.value
    #expect(try await leadership.lead(as: .node(node)) {})
  }

  /// What was told, and the task.
  private func show(_ sign: PresenceSign? = nil) -> (Stories, Task<Void, Never>) {
    let (stories, tell) = AsyncStream.makeStream(of: StoreFailure?.self)
    let presence = Presence(node, leadership: leadership, time: time, sign: sign, closing: closing)
    return (Stories(stories), Task { await presence.run { tell.yield($0) } })
  }
}

/// What was told, one after the other.
final class Stories {
  private var iterator: AsyncStream<StoreFailure?>.Iterator

  init(_ stream: AsyncStream<StoreFailure?>) { iterator = stream.makeAsyncIterator() }

  func next() async -> StoreFailure?? { await iterator.next() }
}
