import PropertyTesting
import Testing

@Suite("A manual clock")
struct ManualClockTests {
  @Test func `a thousand hours cost the events in them`() async throws {
    let (offset, steps) = try await simulate { world in
      for _ in 0..<1_000 { try await world.clock.sleep(for: .seconds(3_600)) }
      return (world.clock.now.offset, world.trace.steps)
    }
    #expect(offset == .seconds(3_600_000))
    #expect(steps < 2_100)
  }

  @Test func `sleepers wake by deadline, and time stands still while there is work`() async throws {
    let log = try await simulate { world in
      let log = Seen<String>()
      let tasks = [30, 10, 20].map { seconds in
        world.spawn("sleeper \(seconds)") {
          try await world.clock.sleep(for: .seconds(seconds))
          for _ in 0..<3 { await world.yield() }
          log.add("\(seconds) at \(world.clock.now.offset / .seconds(1))")
        }
      }
      for task in tasks { try await task.value }
      return log.values
    }
    #expect(log == ["10 at 10.0", "20 at 20.0", "30 at 30.0"])
  }

  @Test func `timers due at once wake in the schedule's order`() async throws {
    func order(_ schedule: Schedule) async throws -> String {
      try await simulate(schedule) { world in
        let seen = Seen<String>()
        let tasks = ["a", "b", "c"].map { name in
          world.spawn(name) {
            try await world.clock.sleep(for: .seconds(1))
            seen.add(name)
          }
        }
        try await world.clock.sleep(for: .seconds(2))
        for task in tasks { try await task.value }
        return seen.values.joined()
      }
    }
    let calm = try await order(.calm)
    #expect(calm == "abc")
    // Points 0 and 1 are the starts of a, b and c.
    let other = try await order(Schedule([.init(at: 2, other: 1)]))
    #expect(other == "cab")
  }

  @Test func `a sleep ends when its task is cancelled`() async throws {
    let offset = try await simulate { world in
      let sleeper = world.spawn("sleeper") { try await world.clock.sleep(for: .seconds(100)) }
      try await world.clock.sleep(for: .seconds(1))
      sleeper.cancel()
      await #expect(throws: CancellationError.self) { try await sleeper.value }
      let late = world.spawn("late") {
        withUnsafeCurrentTask { $0?.cancel() }
        try await world.clock.sleep(for: .seconds(100))
      }
      await #expect(throws: CancellationError.self) { try await late.value }
      return world.clock.now.offset
    }
    #expect(offset == .seconds(1))
  }

  @Test func `after a jump everything due wakes late`() async throws {
    let log = try await simulate { world in
      let log = Seen<String>()
      let tasks = [20, 10, 30].map { seconds in
        world.spawn("sleeper \(seconds)") {
          try await world.clock.sleep(for: .seconds(seconds))
          log.add("\(seconds) at \(world.clock.now.offset / .seconds(1))")
        }
      }
      try await world.clock.sleep(for: .seconds(5))
      world.clock.jump(by: .seconds(20))
      for task in tasks { try await task.value }
      return log.values
    }
    #expect(log == ["10 at 25.0", "20 at 25.0", "30 at 30.0"])
  }

  @Test func `to advance lets what is due run in between`() async throws {
    let log = try await simulate { world in
      let log = Seen<Duration>()
      let task = world.spawn("ticker") {
        for _ in 0..<3 {
          try await world.clock.sleep(for: .seconds(1))
          log.add(world.clock.now.offset)
        }
      }
      await world.clock.advance(by: .seconds(10))
      log.add(world.clock.now.offset)
      try await task.value
      return log.values
    }
    #expect(log == [.seconds(1), .seconds(2), .seconds(3), .seconds(10)])
  }

  @Test func `a clock of its own moves when told`() async throws {
    let clock = ManualClock()
    clock.jump(by: .seconds(3))
    await clock.advance(by: .seconds(4))
    #expect(clock.now == ManualClock.Instant(.seconds(7)))
    try await clock.sleep(until: ManualClock.Instant(.seconds(7)))
  }
}
