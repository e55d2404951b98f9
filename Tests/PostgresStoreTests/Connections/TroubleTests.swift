import PostgresStore
import Testing
import VoiceCore

@Suite("Postgres in trouble")
struct TroubleTests {
  @Test func `a cancelled statement is cancelled on the server, and its connection never used again`() async throws {
    let database = try await TestDatabase()
    let pool = try database.pool { $0.size = 1 }
    let witness = try database.pool { $0.size = 1 }
    let before = try await backend(of: pool)
    for isCommit in [false, true] {
      let sleeper = Task {
        await failure {
          let sleep = [Statement("SELECT pg_sleep(600)")]
          return isCommit
            ? try await pool.commit(.tenant(.a), isolation: .serializable, sleep)
            : try await pool.look(.tenant(.a), sleep)
        }
      }
      try await witness.wait(
        until: "EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database())")
      sleeper.cancel()
      #expect(await sleeper.value == .cancelled)
      try await witness.wait(
        until: "NOT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database())"
      )
    }
    #expect(try await backend(of: pool) != before)
    #expect(try await pool.look(.platform, [words]).words == [])
    await pool.close()
    await witness.close()
  }

  @Test func `a cancelled look of a hold ends the hold`() async throws {
    let database = try await TestDatabase()
    let pool = try database.pool { $0.size = 1 }
    let witness = try database.pool { $0.size = 1 }
    let body = Task {
      await pool.hold(.tenant(.a)) { held in
        let first = await failure { try await held.look([Statement("SELECT pg_sleep(600)")]) }
        let second = await failure { try await held.look([words]) }
        return [first, second]
      }
    }
    try await witness.wait(
      until: "EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database())")
    body.cancel()
    #expect(await body.value == [.cancelled, .cancelled])
    #expect(try await pool.look(.platform, [words]).words == [])
    await pool.close()
    await witness.close()
  }

  @Test func `a lock that is held for ever and a statement that never ends run out of time`() async throws {
    let database = try await TestDatabase()
    let holder = try database.pool()
    let pool = try database.pool {
      $0.size = 1
      $0.lockTimeout = .milliseconds(50)
      $0.statementTimeout = .milliseconds(500)
    }
    let lock = Statement("SELECT pg_advisory_xact_lock(1)")
    try await holder.hold(.platform) { held in
      _ = try await held.look([lock])
      #expect(
        await failure { try await pool.commit(.tenant(.a), isolation: .serializable, [insert(1, of: .a), lock]) }
          == .timedOut(.lock))
    }
    #expect(
      await failure { try await pool.look(.platform, [Statement("SELECT pg_sleep(600)")]) } == .timedOut(.statement))
    #expect(try await pool.look(.tenant(.a), [words]).words == [])
    await holder.close()
    await pool.close()
  }

  @Test func `of ten thousand that wait all but the first hundred are busy at once, and those are served`() async throws
  {
    let database = try await TestDatabase()
    let pool = try database.pool {
      $0.size = 1
      $0.maximumWaiting = 100
      $0.waitLimit = .seconds(60)
    }
    let (busy, served) = try await withThrowingTaskGroup(of: PostgresFailure?.self) { group in
      let busy = try await pool.hold(.tenant(.a)) { held in
        _ = try await held.look([words])
        for _ in 0..<10_000 { group.addTask { await failure { try await pool.look(.tenant(.a), [words]) } } }
        var busy = 0
        while busy < 9_900, try await group.next() == .some(.busy) { busy += 1 }
        return busy
      }
      var served = 0
      while let failure = try await group.next() { if failure == nil { served += 1 } }
      return (busy, served)
    }
    #expect(busy == 9_900)
    #expect(served == 100)
    await pool.close()
  }

  @Test func `who waits too long for a connection hears that all are busy`() async throws {
    let database = try await TestDatabase()
    let pool = try database.pool { $0.size = 1 }
    _ = try await pool.look(.tenant(.a), [words])
    await pool.close()
    let impatient = try database.pool {
      $0.size = 1
      $0.waitLimit = .seconds(5)
    }
    try await impatient.hold(.tenant(.a)) { held in
      _ = try await held.look([words])
      #expect(await failure { try await impatient.look(.tenant(.a), [words]) } == .busy)
      #expect(try await held.look([words])[0].count == 0)
    }
    await impatient.close()
  }

  @Test func `a held transaction that lies idle for too long is taken away`() async throws {
    let database = try await TestDatabase()
    let pool = try database.pool { $0.heldTimeout = .milliseconds(50) }
    let witness = try database.pool { $0.size = 1 }
    let second = await pool.hold(.tenant(.a)) { held in
      await failure {
        let process = try await held.look([Statement("SELECT pg_backend_pid()")])[0].integer(0, 0) ?? 0
        try await witness.wait(until: "NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = \(process))")
        return try await held.look([words])
      }
    }
    #expect(second == .timedOut(.held))
    await pool.close()
    await witness.close()
  }

  @Test func `a connection that has come of age is replaced`() async throws {
    let database = try await TestDatabase()
    let pool = try database.pool {
      $0.size = 1
      $0.maximumAge = .zero
    }
    let first = try await backend(of: pool)
    #expect(try await backend(of: pool) != first)
    await pool.close()
  }

  @Test func `a closed pool answers, and so does one that is closed under those who wait`() async throws {
    let database = try await TestDatabase()
    let pool = try database.pool { $0.size = 1 }
    let waiting = try await pool.hold(.tenant(.a)) { held in
      _ = try await held.look([words])
      async let waiting = failure { try await pool.look(.tenant(.a), [words]) }
      await pool.close()
      #expect(await failure { try await held.look([words]) } == .closed)
      return await waiting
    }
    #expect(waiting == .closed)
    #expect(await failure { try await pool.look(.tenant(.a), [words]) } == .closed)
  }

  @Test func `a transaction that a statement leaves open ends its connection`() async throws {
    let database = try await TestDatabase()
    let pool = try database.pool { $0.size = 1 }
    let before = try await backend(of: pool)
    _ = try await pool.look(.platform, [Statement("BEGIN")])
    #expect(try await backend(of: pool) != before)
    await pool.close()
  }
}

extension PostgresPool {
  /// Asks until a condition holds; in vain for a minute is for ever.
  func wait(until condition: String) async throws {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(60)
    while try await look(.platform, [Statement("SELECT \(condition), pg_sleep(0.01)")])[0].bool(0, 0) != true {
      try #require(clock.now < end, "still not: \(condition)")
    }
  }
}
