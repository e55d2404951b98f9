/// Does what is to be done for a tenant's exports: writes their files, takes out those whose time is over, and what attempts that came to
/// nothing have left.
///
/// A file is read from one snapshot and written part by part, each sealed and kept before the next is begun: so it is as of one
/// instant, and takes the memory of a part however long it is. An attempt that is interrupted is begun anew, in another snapshot.
public struct WriteExports: Sendable {
  /// The bounds; smaller in tests.
  public struct Limits: Sendable {
    /// Calls, or entries, that are read at once.
    public var pageLength = 500
    public var partBytes = Export.partBytes
    /// At about so many bytes the files within an archive are cut.
    public var fileBytes = 1 << 20
    public var maximumBytes = Export.maximumBytes

    /// The bounds as they are by default; each can be set.
    public init() {}
  }

  /// What it came to.
  public struct Tally: Equatable, Sendable {
    /// Files that were written, and their rows and bytes in all.
    public internal(set) var written = 0
    public internal(set) var rows = 0
    public internal(set) var bytes = 0
    /// Attempts that will be made again.
    public internal(set) var postponed = 0
    /// Exports of which nothing will come.
    public internal(set) var failed = 0

    /// Nothing yet.
    public init() {}
  }

  let store: any Store
  let objects: any ObjectStore
  let sealing: any ObjectSealing
  let digests: ContentDigests
  let time: any TimeSource
  let chance: Chance
  let limits: Limits

  /// A use case on these ports; `chance` draws what files are sealed under.
  public init(
    store: any Store, objects: any ObjectStore, sealing: any ObjectSealing, digests: ContentDigests,
    time: any TimeSource, chance: Chance, limits: Limits = Limits()
  ) {
    self.store = store
    self.objects = objects
    self.sealing = sealing
    self.digests = digests
    self.time = time
    self.chance = chance
    self.limits = limits
  }

  /// Does what is due of this tenant's, one after the other, for as long as `goesOn` says so.
  public func callAsFunction(
    of tenant: Tenant.ID, while goesOn: @escaping @Sendable () -> Bool = { !Task.isCancelled }
  ) async throws(StoreFailure) -> Tally {
    var tally = Tally()
    let shelf = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.exportShelf() }
    for seen in shelf.exports {
      guard goesOn() else { break }
      switch seen.errand(at: time.now()) {
      case .write: try await write(seen, of: tenant, goesOn, &tally)
      case .expire: try await tidy(try await change(seen.id, of: tenant) { $0 == seen ? $0.expired() : nil }, tenant)
      case .tidy: try await tidy(seen, tenant)
      case nil: break
      }
    }
    return tally
  }

  private func write(
    _ seen: Export, of tenant: Tenant.ID, _ goesOn: @escaping @Sendable () -> Bool, _ tally: inout Tally
  ) async throws(StoreFailure) {
    let now = time.now()
    // Somebody else may have taken it up.
    let begun = try await change(seen.id, of: tenant) { current in
      current == seen ? current.begun(at: now) ?? current.abandoned(at: now) : nil
    }
    guard let begun else { return }
    guard case .running = begun.stage else {
      tally.failed += 1
      return try await tidy(begun, tenant)
    }
    let attempt = begun.attempts.count
    guard let end = try await make(begun, of: tenant, goesOn) else { return }
    let after = time.now()
    // Of a tenant that is closed meanwhile no part is noted any more, and so none kept but the one in hand: its objects are deleted
    // only after that (`ErasureRule.settling`).
    let ended = try await change(seen.id, of: tenant) { $0.ended(attempt, by: end, at: after) }
    guard let ended else { return }
    switch ended.stage {
    case .ready(let manifest, _):
      tally.written += 1
      tally.rows += manifest.rows
      tally.bytes += manifest.size
    case .failed: tally.failed += 1
    case .waiting, .running, .expired: tally.postponed += 1
    }
    try await tidy(ended, tenant)
  }

  /// Deletes what nobody needs. What can't be deleted now is deleted another time.
  private func tidy(_ export: Export?, _ tenant: Tenant.ID) async throws(StoreFailure) {
    guard let export, export.isLittered else { return }
    for (attempt, part) in export.litter {
      guard let key = export.object(of: tenant, attempt: attempt, part: part) else { continue }
      do throws(ObjectFailure) { try await objects.delete(key) } catch { return }
    }
    _ = try await change(export.id, of: tenant) { $0 == export ? $0.tidied() : nil }
  }

  func change(
    _ id: Export.ID, of tenant: Tenant.ID, _ change: @escaping @Sendable (Export) -> Export?
  ) async throws(StoreFailure) -> Export? {
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in try await scope.change(id, change) }
  }
}
