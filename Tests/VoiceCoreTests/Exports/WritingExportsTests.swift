import Generators
import Synchronization
import Testing
import VoiceCore

@Suite("Writing exports")
struct WritingExportsTests {
  /// Objects of which so many can't be kept, and where something may happen before each.
  private final class Objects: ObjectStore {
    let kept = HeldObjects()
    private let state = Mutex<(outages: Int, before: @Sendable () async -> Void)>((0, {}))

    func fail(_ outages: Int) { state.withLock { $0.outages = outages } }
    func happens(_ before: @escaping @Sendable () async -> Void) { state.withLock { $0.before = before } }

    func put(_ bytes: [UInt8], at key: ObjectKey) async throws(ObjectFailure) {
      let (fails, before) = state.withLock { state in
        defer { state.outages = max(0, state.outages - 1) }
        return (state.outages > 0, state.before)
      }
      await before()
      if fails { throw .unavailable }
      try await kept.put(bytes, at: key)
    }

    func get(_ key: ObjectKey) async throws(ObjectFailure) -> [UInt8]? { try await kept.get(key) }
    func delete(_ key: ObjectKey) async throws(ObjectFailure) { try await kept.delete(key) }
    func deleteAny(of tenant: Tenant.ID, limit: Int) async throws(ObjectFailure) -> Int {
      try await kept.deleteAny(of: tenant, limit: limit)
    }
  }

  private struct Counted: ContentDigest {
    var count = 0
    mutating func take(_ bytes: [UInt8]) { count += bytes.count }
    var hex: String { "\(count)" }
  }

  private let world: World
  private let objects = Objects()

  init() async throws {
    world = try await World()
    let (tenant, now) = (world.tenant, world.time.now())
    for number in 1...5 {
      let call = TestTenant.call(number, of: 1, at: now)
      _ = try await world.store.transaction(for: tenant) { scope throws(StoreFailure) in
        try await scope.commit(call.decide(announcedWith: .clean, at: now), to: call, at: now)
      }
    }
  }

  private func writer(maximumBytes: Int = Export.maximumBytes) -> WriteExports {
    var limits = WriteExports.Limits()
    (limits.pageLength, limits.partBytes, limits.maximumBytes) = (2, 256, maximumBytes)
    return WriteExports(
      store: world.store, objects: objects, sealing: MarkedSealing(), digests: ContentDigests { Counted() },
      time: world.time, chance: Chance { 7 }, limits: limits)
  }

  private func ask(_ number: UInt128 = 1) async throws -> RequestExport.Answer {
    try await RequestExport(store: world.store, time: world.time, auditing: world.auditing)(
      Identifier(number), try Export.Order(.calls, as: .csv, of: .always), by: world.bearer, in: world.tenant)
  }

  private func stage(_ number: UInt128 = 1) async throws -> Export.Stage? {
    try await world.store.read(for: world.tenant) { scope throws(StoreFailure) in
      try await scope.exportShelf()[Identifier(number)]?.stage
    }
  }

  @Test func `what is asked for twice under one name is written once`() async throws {
    let first = try await ask()
    #expect(try await ask() == first)
    #expect(try await writer()(of: world.tenant).written == 1)
    #expect(try await writer()(of: world.tenant) == WriteExports.Tally())
  }

  @Test func `what can't be kept is tried five times with growing pauses, and leaves nothing`() async throws {
    _ = try await ask()
    objects.fail(.max)
    for _ in 1...4 {
      #expect(try await writer()(of: world.tenant).postponed == 1)
      #expect(try await writer()(of: world.tenant) == WriteExports.Tally())
      world.time.advance(by: .seconds(50))
    }
    #expect(try await writer()(of: world.tenant).failed == 1)
    guard case .failed(.notWritten, _) = try await stage() else {
      Issue.record("it has failed")
      return
    }
    #expect(objects.kept.keys.isEmpty)
  }

  @Test func `a file that grows too large is given up, and leaves nothing`() async throws {
    _ = try await ask()
    #expect(try await writer(maximumBytes: 600)(of: world.tenant).failed == 1)
    guard case .failed(.tooLarge, _) = try await stage() else {
      Issue.record("it has failed")
      return
    }
    #expect(objects.kept.keys.isEmpty)
  }

  @Test func `who shows no progress for a minute is taken to be gone, and what they go on with changes nothing`()
    async throws
  {
    _ = try await ask()
    let (time, other, tenant) = (world.time, writer(), world.tenant)
    let isFirst = Mutex(true)
    objects.happens {
      guard
        isFirst.withLock({ first in
          defer { first = false }
          return first
        })
      else { return }
      time.advance(by: Export.lease)
      let tally = try? await other(of: tenant)
      #expect(tally?.written == 1)
    }
    #expect(try await writer()(of: world.tenant) == WriteExports.Tally())
    guard case .ready(let manifest, _) = try await stage() else {
      Issue.record("it is written")
      return
    }
    #expect(manifest.rows == 5)
    // The first one's part, kept after the other had tidied up, goes with the file at the latest.
    world.time.advance(by: Export.retention)
    _ = try await writer()(of: world.tenant)
    #expect(objects.kept.keys.isEmpty)
  }

  @Test func `a tenant has at most three files waited for and sixteen kept`() async throws {
    var number: UInt128 = 0
    for _ in 1...5 {
      for _ in 1...3 {
        number += 1
        _ = try await ask(number)
      }
      #expect(try await ask(99) == .tooManyOpen(3))
      _ = try await writer()(of: world.tenant)
    }
    _ = try await ask(16)
    #expect(try await ask(99) == .tooManyKept(16))
    _ = try await writer()(of: world.tenant)
    world.time.advance(by: Export.retention)
    _ = try await writer()(of: world.tenant)
    guard case .waits = try await ask(99) else {
      Issue.record("there is room again")
      return
    }
  }

  @Test func `everything is an archive, and nothing else is`() throws {
    #expect(throws: RefusedSetting("format", .unfit)) { try Export.Order(.everything, as: .csv, of: .always) }
    #expect(throws: RefusedSetting("format", .unfit)) { try Export.Order(.calls, as: .tar, of: .always) }
  }

  @Test func `nothing is asked for of a time that is none`() throws {
    let moment = world.time.now()
    #expect(throws: RefusedSetting("to", .emptyTime)) { try ExportWindow(from: moment, to: moment) }
    let window = try ExportWindow(from: nil, to: moment)
    #expect(throws: RefusedSetting("to", .timeless)) { try Export.Order(.knowledge, as: .csv, of: window) }
  }
}
