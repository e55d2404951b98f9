import CallRuntime
import Generators
import MediaBridge
import MemoryStore
import RuntimeStage
import Testing
import VoiceCore

@Suite("A node's look at its own calls", .timeLimit(.minutes(1)))
struct OwnCallsTests {
  @Test func `a call that has its session here is left alone, however long it lasts`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      let memory = OwnCalls.Memory()
      for _ in 1...3 {
        #expect(try await stage.own(Node.ID(0)).round(of: place.tenant, memory) == 0)
        stage.time.advance(by: .seconds(60))
      }
      leg.hear { $0.callerLeft(.stopped) }
      try await stage.until { stage.live.count == 0 }
    }
  }

  @Test func `a call of another node is left alone`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let place = try await stage.stray()
      let memory = OwnCalls.Memory()
      for _ in 1...3 {
        #expect(try await stage.own(Node.ID(8)).round(of: place.tenant, memory) == 0)
        stage.time.advance(by: .seconds(60))
      }
    }
  }

  @Test func `a call whose stream was joined and never came to a session goes to the carrier after the grace`()
    async throws
  {
    try await Stage(over: MemoryStore()).open { stage in
      let place = try await stage.stray()
      let memory = OwnCalls.Memory()
      let own = stage.own(Node.ID(7))
      #expect(try await own.round(of: place.tenant, memory) == 0)
      stage.time.advance(by: .seconds(29))
      #expect(try await own.round(of: place.tenant, memory) == 0)
      stage.time.advance(by: .seconds(1))
      #expect(try await own.round(of: place.tenant, memory) == 1)
      #expect(try await stage.live(place)?.holder == .carrier)
    }
  }

  @Test func `it looks again and again until it is time to end`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let place = try await stage.stray()
      let closing = Closing()
      let own = stage.own(Node.ID(7), closing)
      let (rounds, round) = AsyncStream.makeStream(of: Int.self)
      let running = Task {
        await own.run(every: .seconds(60)) { count, failure in
          #expect(failure == nil)
          round.yield(count)
        }
        round.finish()
      }
      var counts = rounds.makeAsyncIterator()
      #expect(await counts.next() == 0)
      await stage.time.waitForSleepers(1)
      stage.time.advance(by: .seconds(60))
      #expect(await counts.next() == 1)
      closing.close()
      await running.value
      #expect(await counts.next() == nil)
      #expect(try await stage.live(place)?.holder == .carrier)
    }
  }
}

extension Stage {
  fileprivate func own(_ node: Node.ID, _ closing: Closing = Closing()) -> OwnCalls {
    OwnCalls(of: node, store: store, live: live, time: time, grace: .seconds(30), closing: closing)
  }

  /// A call of node 7 that has no session anywhere.
  fileprivate func stray() async throws -> CallPlace { try await join(at: Node.ID(7)) }
}
