import Synchronization
public import VoiceCore

/// The store in memory, gone with the process: for tests and demos, and the model that the other stores are tested
/// against.
///
/// Uses no clock, chance, thread or queue of its own: each read and each commit happens at once, under a lock that is
/// held for no longer than it takes. So it runs in a simulated world on one thread.
public final class MemoryStore: Store {
  private let world = Mutex(World())
  private let reruns = RerunLine()
  private let pause: @Sendable () async -> Void

  /// An empty store. `pause` is awaited before each read and each commit, where other stores would be waiting for a
  /// disk or a network; a simulated world lets others go first there.
  public init(pause: @escaping @Sendable () async -> Void = {}) { self.pause = pause }

  /// See `Store`.
  public func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    let snapshot = MemorySnapshot(of: world.withLock { $0[tenant] }, pause: pause)
    defer { snapshot.end() }
    return try await body(snapshot)
  }

  /// See `Store`. Changes that were saved without being read overwrite.
  public func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    if let result = await attempt(for: tenant, body) { return try result.get() }
    let result = await reruns.turn(of: tenant) { () -> Result<Outcome, StoreFailure>? in
      for _ in 2...TransactionLimits.maximumRuns {
        if let result = await attempt(for: tenant, body) { return result }
      }
      return nil
    }
    guard let result = result ?? nil else { throw .conflict }
    return try result.get()
  }

  /// See `Store`.
  public var platform: any PlatformDirectory { MemoryDirectory(store: self) }

  /// Always answers.
  public func ping() async throws(StoreFailure) {}

  /// Runs the body once and commits what it did; `nil` when it was overtaken.
  private func attempt<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async -> Result<Outcome, StoreFailure>? {
    let unit = UnitOfWork(for: tenant, in: self)
    let outcome: Result<Outcome, StoreFailure>
    do throws(StoreFailure) { outcome = .success(try await body(unit)) } catch { outcome = .failure(error) }
    let work = unit.end()
    await pause()
    do throws(StoreFailure) {
      switch outcome {
      case .success: return try commit(work, of: tenant) ? outcome : nil
      // A refusal that is founded on several instants may be none: then the body runs again.
      case .failure: return isSound(work, of: tenant) ? outcome : nil
      }
    } catch {
      return .failure(error)
    }
  }

  private func commit(_ work: FinishedWork, of tenant: Tenant.ID) throws(StoreFailure) -> Bool {
    try world.withLock { world throws(StoreFailure) in try world.commit(work, of: tenant) }
  }

  private func isSound(_ work: FinishedWork, of tenant: Tenant.ID) -> Bool {
    !work.mayMixInstants || world.withLock { $0.isCurrent(work, of: tenant) }
  }

  /// What a look at a tenant's latest state finds.
  func look<Found: Sendable>(in tenant: Tenant.ID, _ query: @Sendable (TenantState) -> Found) async -> Found {
    await find { query($0[tenant]) }
  }

  /// What a look at everything finds.
  func find<Found: Sendable>(_ query: @Sendable (World) -> Found) async -> Found {
    await pause()
    return world.withLock { query($0) }
  }
}
