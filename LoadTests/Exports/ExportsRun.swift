import Generators
public import VoiceCore

/// Writes exports of a tenant with many calls, as a node does it: read page by page from one snapshot, sealed and kept part by part.
public struct ExportsRun: Sendable {
  /// The rate that is promised, of rows a second, and the memory that an export takes at most, in MiB.
  public static let promisedRows = 100_000.0
  public static let promisedMemory = 64.0

  private static let tenant = TestTenant.plan(1).tenant.id
  /// How many calls are added in one commit.
  private static let portion = 1_000

  private let store: any Store
  private let storeName: String
  private let write: WriteExports
  private let time: any TimeSource

  /// - Parameter store: empty.
  /// - Parameter objects: outside of this process, so that what is written doesn't count as memory.
  public init(
    on store: any Store, called storeName: String, objects: any ObjectStore, sealing: any ObjectSealing,
    digests: ContentDigests, time: any TimeSource, chance: Chance
  ) {
    self.store = store
    self.storeName = storeName
    self.time = time
    write = WriteExports(
      store: store, objects: objects, sealing: sealing, digests: digests, time: time, chance: chance)
  }

  /// Adds so many calls with all their facts, and writes them as rows of calls and as rows of events.
  public func callAsFunction(calls: Int, seed: UInt64) async throws -> [Figure] {
    try await fill(calls, seed: seed)
    var figures: [Figure] = []
    for (number, order) in [
      try Export.Order(.calls, as: .csv, of: .always), try Export.Order(.calls, as: .jsonLines, of: .always),
      try Export.Order(.callEvents, as: .csv, of: .always),
    ].enumerated() {
      figures += try await export(order, as: Identifier(UInt128(number + 1)))
    }
    return figures
  }

  private func fill(_ calls: Int, seed: UInt64) async throws {
    try await ProvisionTenant(store: store)(TestTenant.plan(1))
    let kinds = LoadStory.all(seed: seed)
    for start in stride(from: 0, to: calls, by: Self.portion) {
      try await store.transaction(for: Self.tenant) { scope throws(StoreFailure) in
        for number in start..<min(start + Self.portion, calls) {
          let moment = AnalyticsYear.range.lowerBound + .seconds(number)
          let (call, facts) = kinds[number % kinds.count].told(as: number + 1, at: moment)
          try await scope.save(call, facts: facts.map(\.fact), intentions: [], at: moment)
        }
      }
    }
  }

  private func export(_ order: Export.Order, as id: Export.ID) async throws -> [Figure] {
    let now = time.now()
    try await store.transaction(for: Self.tenant) { scope throws(StoreFailure) in
      var shelf = try await scope.exportShelf()
      shelf.add(Export(id: id, order, askedAt: now))
      try await scope.save(shelf)
    }
    OwnProcess.resetPeak()
    let before = OwnProcess.peakKiB
    let clock = ContinuousClock()
    let start = clock.now
    let tally = try await write(of: Self.tenant, while: { true })
    let seconds = (clock.now - start) / .seconds(1)
    guard tally.written == 1, tally.rows > 0 else { throw Unexpected() }
    let name = "\(storeName), \(order.resource.rawValue) as \(order.format.rawValue): "
    var figures = [
      Figure(
        name + "rows", Double(tally.rows) / max(seconds, 1e-9), "/s", bound: .atLeast(Self.promisedRows),
        meaning: "\(tally.rows) rows, \(tally.bytes >> 10) KiB, in \(Decimal.text(seconds, places: 2)) s")
    ]
    if let before, let after = OwnProcess.peakKiB {
      figures.append(
        Figure(
          name + "memory", Double(after - before) / 1024, "MiB", bound: .atMost(Self.promisedMemory),
          meaning: "resident at most while it was written, above what was resident before"))
    }
    return figures
  }
}
