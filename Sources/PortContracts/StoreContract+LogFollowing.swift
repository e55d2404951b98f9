import Synchronization
import VoiceCore

extension StoreContract {
  static let logFollowing: [ContractCheck<any Store>] = [
    ContractCheck("who follows the log while writers don't rest sees every fact once and in order") { store in
      try await withThrowingTaskGroup(of: Void.self) { group in
        let tenants = [Sample.tenantA, Sample.tenantB]
        let patience = Patience(writers: tenants.count * writers)
        for tenant in tenants {
          for writer in 1...writers {
            group.addTask {
              defer { patience.writerHasEnded() }
              try await write(writer, of: tenant, in: store)
            }
          }
          for pageLength in [1, 64] {
            group.addTask { try await follow(tenant, inPagesOf: pageLength, patience, in: store) }
          }
        }
        group.addTask { try await followHeads(of: tenants, patience, in: store) }
        try await group.waitForAll()
      }
    },
    ContractCheck("a commit that adds to a log wakes all who wait for commits, whosever log it is") { store in
      var first = store.commits().makeAsyncIterator()
      var second = store.commits().makeAsyncIterator()
      for (number, tenant) in [Sample.tenantA, Sample.tenantB].enumerated() {
        try await log(UInt128(number + 1), [.started], of: tenant, in: store)
        try expect(await first.next() != nil, "the first stream has ended")
        try expect(await second.next() != nil, "the second stream has ended")
      }
    },
  ]

  private static let writers = 4
  private static let commitsPerWriter = 20
  /// Each commit adds a fact to a call of the writer's own and one to a call that all share.
  private static let factsPerTenant = writers * commitsPerWriter * 2
  private static let sharedCall: UInt128 = 100

  private static func write(_ writer: Int, of tenant: Tenant.ID, in store: any Store) async throws {
    for round in 1...commitsPerWriter {
      // Some alone and some with the shared call, so that not all commits queue for one row.
      try await log(UInt128(writer), [.streamJoined(round)], of: tenant, in: store)
      if round.isMultiple(of: 5) {
        try await log(sharedCall, (1...5).map { .streamJoined($0) }, of: tenant, in: store)
      }
    }
  }

  private static func follow(
    _ tenant: Tenant.ID, inPagesOf limit: Int, _ patience: Patience, in store: any Store
  ) async throws {
    var seen = Followed()
    var asked = 0
    while seen.count < factsPerTenant, patience.lasts(&asked) {
      let place = seen.place
      let page = try await store.read(for: tenant) { scope throws(StoreFailure) in
        try await scope.log(after: place, limit: limit)
      }
      try seen.add(page)
      if page.facts.isEmpty { await Task.yield() }
    }
    try expect("the facts that the log has shown", seen.count, is: factsPerTenant)
  }

  /// Goes only where heads lead.
  private static func followHeads(
    of tenants: [Tenant.ID], _ patience: Patience, in store: any Store
  ) async throws {
    var seen: [Tenant.ID: Followed] = [:]
    var place: LogPosition?
    var asked = 0
    while patience.lasts(&asked) {
      let heads = try await store.platform.logHeads(after: place, limit: 8)
      place = heads.last?.position ?? place
      for tenant in Set(heads.map(\.tenant)).sorted() {
        var followed = seen[tenant] ?? Followed()
        let from = followed.place
        let page = try await store.read(for: tenant) { scope throws(StoreFailure) in
          try await scope.log(after: from, limit: .max)
        }
        try followed.add(page)
        seen[tenant] = followed
      }
      if tenants.allSatisfy({ seen[$0]?.count ?? 0 >= factsPerTenant }) { break }
      if heads.isEmpty { await Task.yield() }
    }
    for tenant in tenants { try expect("the facts behind heads", seen[tenant]?.count, is: factsPerTenant) }
  }

  /// How long followers go on: while somebody writes, which may take its time on a busy machine, and for so many questions
  /// more.
  private final class Patience: Sendable {
    private let writers: Atomic<Int>

    init(writers: Int) { self.writers = Atomic(writers) }

    func writerHasEnded() { writers.subtract(1, ordering: .releasing) }

    /// Whether to ask once more; `asked` counts the questions after the last writer.
    func lasts(_ asked: inout Int) -> Bool {
      guard !Task.isCancelled else { return false }
      if writers.load(ordering: .acquiring) == 0 { asked += 1 }
      return asked <= maximumAsking
    }
  }

  /// What somebody has read of a log.
  private struct Followed: Sendable {
    var place: LogPosition?
    var count = 0
    private var ordinals: [Call.ID: Int] = [:]

    mutating func add(_ page: LogPage) throws {
      guard case .facts(let facts) = page else {
        throw ContractBroken(message: "nothing was forgotten", file: #fileID, line: #line)
      }
      for fact in facts {
        if let place { try expect(place < fact.position, "a place came twice or too late") }
        let call = fact.recorded.call
        try expect("the next number of a call", fact.recorded.ordinal, is: ordinals[call, default: 0] + 1)
        ordinals[call] = fact.recorded.ordinal
        place = fact.position
        count += 1
      }
    }
  }
}
