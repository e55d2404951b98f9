import CallRuntime
import Generators
import MemoryStore
import Synchronization
import Testing
import VoiceCore

@Suite("Rounds that one node makes", .timeLimit(.minutes(1)))
struct RoundsTests {
  private let time = ManualTime()
  private let leadership = HandLeadership()
  private let closing = Closing()
  private let name = LeaderName("rounds")

  @Test func `the first comes at once, each other after the pause`() async throws {
    let (made, running) = start()
    var rounds = made.makeAsyncIterator()
    #expect(await rounds.next() == 1)
    for _ in 1...3 {
      await time.waitForSleepers(1)
      time.advance(by: .seconds(60))
      #expect(await rounds.next() == 1)
    }
    closing.close()
    await running.value
    #expect(await rounds.next() == nil)
  }

  @Test func `one that is on when it is time to end is finished, and leadership given back`() async throws {
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let isFinished = Mutex(false)
    let (made, running) = start({
      for await _ in gate {}
      isFinished.withLock { $0 = true }
    })
    var rounds = made.makeAsyncIterator()
    #expect(await rounds.next() == 1)
    closing.close()
    #expect(try await !leadership.lead(as: name) {})
    open.finish()
    await running.value
    #expect(isFinished.withLock { $0 })
    #expect(await rounds.next() == nil)
    #expect(try await leadership.lead(as: name) {})
  }

  @Test func `who doesn't lead makes none, and leads a term of its own when the leader is gone`() async throws {
    let first = Closing()
    let leader = Task { try await leadership.lead(as: name) { await first.wait() } }
    while try await leadership.lead(as: name, {}) { await Task.yield() }
    let (made, running) = start()
    var rounds = made.makeAsyncIterator()
    await time.waitForSleepers(1)
    first.close()
    _ = try await leader.value
    time.advance(by: .seconds(2))
    #expect(await rounds.next() == 1)
    closing.close()
    await running.value
  }

  @Test func `who loses leadership begins a new term with nothing remembered`() async throws {
    let (ends, end) = AsyncStream.makeStream(of: Void.self)
    let (made, running) = start(telling: { _ in end.yield() })
    var (rounds, ended) = (made.makeAsyncIterator(), ends.makeAsyncIterator())
    #expect(await rounds.next() == 1)
    leadership.lose(name)
    await ended.next()
    await time.waitForSleepers(1)
    time.advance(by: .seconds(2))
    #expect(await rounds.next() == 2)
    closing.close()
    await running.value
  }

  @Test func `why it can't be found out who leads is told, and when it can again`() async throws {
    let told = Mutex<[StoreFailure?]>([])
    leadership.fail(.unavailable)
    let (made, running) = start(telling: { failure in told.withLock { $0.append(failure) } })
    var rounds = made.makeAsyncIterator()
    await time.waitForSleepers(1)
    leadership.fail(nil)
    time.advance(by: .seconds(2))
    #expect(await rounds.next() == 1)
    closing.close()
    await running.value
    #expect(told.withLock { $0 } == [.unavailable, nil])
  }

  /// Rounds that say the number of their term.
  private func start(
    _ work: @escaping @Sendable () async -> Void = {},
    telling told: @escaping @Sendable (StoreFailure?) -> Void = { _ in }
  ) -> (AsyncStream<Int>, Task<Void, Never>) {
    let (made, make) = AsyncStream.makeStream(of: Int.self)
    let rounds = Rounds(name, every: .seconds(60), leadership: leadership, time: time, closing: closing)
    let terms = Mutex(0)
    let running = Task {
      await rounds.run {
        let term = terms.withLock { term in
          term += 1
          return term
        }
        return {
          make.yield(term)
          await work()
        }
      } told: {
        told($0)
      }
      make.finish()
    }
    return (made, running)
  }
}
