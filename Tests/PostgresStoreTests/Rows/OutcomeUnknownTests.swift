import PostgresStore
import PrivatePostgres
import Synchronization
import Testing
import VoiceCore

/// The wire breaks while a commit is on its way, so nobody said whether it took place. The store finds out: what is there
/// is acknowledged and isn't done again, what isn't there is done again, and what arrives late finds itself too late.
@Suite("A commit whose answer is lost", .timeLimit(.minutes(1)))
struct OutcomeUnknownTests {
  private static let department: Department.ID = Identifier(1)

  /// What happens to the wire with the commit.
  private static let mishaps: [WireTap.Mode] = [.cutAtNextAnswer, .loseNextRequest, .delayNextRequest]

  @Test(arguments: mishaps)
  func `a caller enters a queue once, whatever became of the answer`(_ mishap: WireTap.Mode) async throws {
    let (tap, store, database) = try await store()
    try await enter(1, store)
    let runs = Atomic<Int>(0)
    try await store.transaction(for: .a) { scope throws(StoreFailure) in
      var queue = try await scope.queue(of: Self.department)
      _ = queue.enter(WaitingCaller(call: Identifier(2), arrival: Timestamp(microseconds: 2)))
      try await scope.save(queue)
      if runs.add(1, ordering: .relaxed).newValue == 1 { tap.set(mishap) }
    }
    #expect(runs.load(ordering: .relaxed) == (mishap == .cutAtNextAnswer ? 1 : 2))
    #expect(try await waiting(store) == [1, 2])
    let direct = try database.store()
    try await enter(3, direct)
    #expect(tap.deliverLate() == (mishap == .delayNextRequest ? 1 : 0))
    #expect(try await waiting(direct) == [1, 2, 3])
    await close(tap, store, direct)
  }

  @Test(arguments: mishaps)
  func `what was saved without being read doesn't come back after others have changed it`(
    _ mishap: WireTap.Mode
  ) async throws {
    let (tap, store, database) = try await store()
    let direct = try database.store()
    let number = try #require(PhoneNumber("+14155550100"))
    let runs = Atomic<Int>(0)
    try await store.transaction(for: .a) { scope throws(StoreFailure) in
      try await scope.save(Department(id: Self.department, name: "first", number: number))
      if runs.add(1, ordering: .relaxed).newValue == 1 { tap.set(mishap) }
    }
    try await direct.transaction(for: .a) { scope throws(StoreFailure) in
      try await scope.save(Department(id: Self.department, name: "second", number: number))
    }
    _ = tap.deliverLate()
    let name = try await direct.read(for: .a) { scope throws(StoreFailure) in
      try await scope.department(Self.department)?.name
    }
    #expect(name == "second")
    await close(tap, store, direct)
  }

  @Test(arguments: mishaps)
  func `a token is redeemed by one of two, though another took it in between`(_ mishap: WireTap.Mode) async throws {
    let (tap, store, database) = try await store()
    let direct = try database.store()
    let digest = TokenDigest(hex: "aa")
    try await store.transaction(for: .a) { scope throws(StoreFailure) in
      try await scope.save(StreamGrant(digest: digest, call: Identifier(1), expiresAt: Timestamp(microseconds: 9)))
    }
    let runs = Atomic<Int>(0)
    let mine = try await store.transaction(for: .a) { scope throws(StoreFailure) in
      let mine = try await scope.redeem(digest) != nil
      if runs.add(1, ordering: .relaxed).newValue == 1 {
        // Nobody else took it yet when this unit of work looked.
        if mishap != .cutAtNextAnswer {
          _ = try await direct.transaction(for: .a) { scope throws(StoreFailure) in try await scope.redeem(digest) }
        }
        tap.set(mishap)
      }
      return mine
    }
    #expect(mine == (mishap == .cutAtNextAnswer))
    _ = tap.deliverLate()
    await close(tap, store, direct)
  }

  @Test func `a commit that took place is acknowledged, though its row was changed again at once`() async throws {
    let (tap, store, database) = try await store()
    try await enter(1, store)
    let direct = try database.store()
    let runs = Atomic<Int>(0)
    let gate = tap.holdNextConnection()
    async let mine: Void = store.transaction(for: .a) { scope throws(StoreFailure) in
      var queue = try await scope.queue(of: Self.department)
      _ = queue.enter(WaitingCaller(call: Identifier(2), arrival: Timestamp(microseconds: 2)))
      try await scope.save(queue)
      if runs.add(1, ordering: .relaxed).newValue == 1 { tap.set(.cutAtNextAnswer) }
    }
    while try await !waiting(direct).contains(2) {}
    try await enter(3, direct)
    gate.open()
    try await mine
    #expect(runs.load(ordering: .relaxed) == 1)
    #expect(try await waiting(direct) == [1, 2, 3])
    await close(tap, store, direct)
  }

  @Test func `a refusal is founded on what is there, though the answer to its check is lost`() async throws {
    let (tap, store, database) = try await store()
    let direct = try database.store()
    try await enter(1, store)
    let runs = Atomic<Int>(0)
    let failure: StoreFailure? = await {
      do throws(StoreFailure) {
        try await store.transaction(for: .a) { scope throws(StoreFailure) in
          let isFirst = runs.add(1, ordering: .relaxed).newValue == 1
          let department = try await scope.department(Self.department)
          if isFirst {
            try await direct.transaction(for: .a) { scope throws(StoreFailure) in
              guard let number = PhoneNumber("+14155550100") else { return }
              try await scope.save(Department(id: Self.department, name: "new", number: number))
            }
          }
          _ = try await scope.queue(of: Self.department)
          if isFirst { tap.set(.cutAtNextAnswer) }
          if department == nil { throw .notFound }
        }
        return nil
      } catch {
        return error
      }
    }()
    #expect(failure == nil)
    await close(tap, store, direct)
  }

  private func store() async throws -> (WireTap, PostgresStore, MigratedDatabase) {
    let database = try await MigratedDatabase()
    let tap = WireTap(before: database.port)
    // One connection, so that what the tap does next meets the commit and nothing else.
    return (tap, try database.store(through: tap) { $0.size = 1 }, database)
  }

  private func close(_ tap: WireTap, _ stores: PostgresStore...) async {
    for store in stores { await store.close() }
    tap.close()
  }

  private func enter(_ caller: UInt128, _ store: PostgresStore) async throws {
    try await store.transaction(for: .a) { scope throws(StoreFailure) in
      var queue = try await scope.queue(of: Self.department)
      _ = queue.enter(WaitingCaller(call: Identifier(caller), arrival: Timestamp(microseconds: Int64(caller))))
      try await scope.save(queue)
    }
  }

  private func waiting(_ store: PostgresStore) async throws -> [UInt128] {
    try await store.read(for: .a) { scope throws(StoreFailure) in
      try await scope.queue(of: Self.department).waiting.map(\.call.bits)
    }
  }
}
