internal import Crypto
internal import Synchronization
public import VoiceCore

/// All tenants' keys: unwrapped when they are needed, kept within a bound, destroyed when they are forgotten.
///
/// A tenant has one key for blind indexes (number 0, never rotated) and keys that seal (from 1; the highest seals, all of
/// them open). Each is 256 random bits and wrapped by itself.
public final class TenantKeyring: RowCiphers {
  /// How many tenants' keys are kept at hand by default, about 1 KB each.
  public static let standardCapacity = 4096
  /// How long keys are used before their records are read again by default: how long another node may go on opening a
  /// tenant's rows after its keys were destroyed and nobody told the node. Of a rotation every node hears at its next commit.
  public static let standardMaximumAge = Duration.seconds(300)
  /// How many may wait for one tenant's keys; the next one is refused as `.keyUnavailable`.
  public static let maximumWaiting = 10_000
  /// How often one request sees again when the load that it waited for was called off.
  static let maximumTries = 8

  let provider: any KeyProvider
  let records: any TenantKeyRecords
  private let time: any TimeSource
  private let sealLimit: UInt64
  private let cache: Mutex<KeyCache>
  /// The deployment's own keys, at hand for good.
  let platform: TenantKeys

  /// A keyring over these records. Reads the deployment's own keys, or makes them when it is the first.
  /// - Parameter sealLimit: how often one key may seal in this process.
  /// - Throws: `.keyUnavailable`, `.unknownMasterKey`, `.tampered`: then the server can't start.
  public static func opened(
    by provider: any KeyProvider, over records: any TenantKeyRecords, time: any TimeSource,
    capacity: Int = standardCapacity, maximumAge: Duration = standardMaximumAge,
    sealLimit: UInt64 = SealLimits.maximumSealsPerKey
  ) async throws(SealFailure) -> TenantKeyring {
    let platform = try await KeyLoad(provider: provider, records: records, tenant: .platform).keys()
    let cache = KeyCache(capacity: capacity, maximumAge: maximumAge, maximumWaiting: maximumWaiting)
    return TenantKeyring(provider, records, time, platform, cache, sealLimit)
  }

  private init(
    _ provider: any KeyProvider, _ records: any TenantKeyRecords, _ time: any TimeSource, _ platform: TenantKeys,
    _ cache: KeyCache, _ sealLimit: UInt64
  ) {
    self.provider = provider
    self.records = records
    self.time = time
    self.platform = platform
    self.sealLimit = sealLimit
    self.cache = Mutex(cache)
  }

  /// See `RowCiphers`. However many ask at once, the keys are loaded, and made, once.
  public func cipher(for tenant: Tenant.ID) async throws(SealFailure) -> any TenantCipher {
    guard let sealer = try await sealer(of: tenant, lack: .mended) else { throw .keyUnavailable }
    return sealer
  }

  /// See `RowCiphers`. That a tenant has no keys isn't remembered: it may have some at once.
  public func knownCipher(for tenant: Tenant.ID) async throws(SealFailure) -> any TenantCipher {
    try await sealer(of: tenant, lack: .left) ?? TenantSealer(withoutKeysOf: tenant)
  }

  private func sealer(of tenant: Tenant.ID, lack: KeyLoad.Lack) async throws(SealFailure) -> TenantSealer? {
    var tries = 0
    while tries < Self.maximumTries {
      tries += 1
      let landing: KeyCache.Landing
      switch turn(for: tenant) {
      case .use(let sealer): return sealer
      case .refuse: throw .keyUnavailable
      case .load(let flight): landing = await load(flight, of: tenant, lack)
      case .wait(let flight): landing = await self.landing(of: flight, of: tenant)
      }
      switch landing {
      case .sealer(let sealer): return sealer
      case .failed(let failure): throw failure
      case .lacking:
        if case .left = lack { return nil }
        // Somebody only looked; that is no try of ours.
        tries -= 1
      case .again: continue
      }
    }
    throw .keyUnavailable
  }

  /// See `RowCiphers`.
  public func platformIndex(of value: [UInt8], for purpose: String) -> [UInt8] {
    platform.blindIndex(of: value, for: purpose)
  }

  /// See `RowCiphers`. The deployment's own keys can't be forgotten.
  public func forget(_ tenant: Tenant.ID) { letGo(tenant)?.forget() }

  /// See `RowCiphers`.
  public func reload(_ tenant: Tenant.ID) { letGo(tenant) }

  /// See `RowCiphers`. What others wait for isn't called off.
  public func reload(_ tenant: Tenant.ID, insteadOf refused: any TenantCipher) {
    guard let sealer = refused as? TenantSealer else { return }
    cache.withLock { $0.remove(sealer, of: tenant) }
  }

  /// Tenants whose keys sealed so much in this process that they are to be rotated (`SealLimits.sealsBeforeRotation`),
  /// by id. The count is of the keys at hand: it begins anew when they are loaded anew, so that it is a help beside
  /// rotation by age and not instead of it.
  public var dueForRotation: [Tenant.ID] { cache.withLock { $0.due } }

  /// How many tenants' keys are at hand.
  public var count: Int { cache.withLock { $0.count } }

  /// Takes a tenant's keys from the cache without destroying them: the next use reads the records.
  @discardableResult
  func letGo(_ tenant: Tenant.ID) -> TenantSealer? {
    let removed = cache.withLock { $0.remove(tenant) }
    for waiter in removed.waiters { waiter.resume(returning: .again) }
    return removed.sealer
  }

  private func turn(for tenant: Tenant.ID) -> KeyCache.Turn {
    let now = time.now()
    return cache.withLock { $0.turn(for: tenant, at: now) }
  }

  private func landing(of flight: KeyCache.Flight.ID, of tenant: Tenant.ID) async -> KeyCache.Landing {
    await withCheckedContinuation { waiter in
      if !cache.withLock({ $0.join(flight, of: tenant, waiter) }) { waiter.resume(returning: .again) }
    }
  }

  /// Loads for all who wait; `.again` when the load was called off meanwhile, so that what it brought may be destroyed.
  private func load(
    _ flight: KeyCache.Flight.ID, of tenant: Tenant.ID, _ lack: KeyLoad.Lack
  ) async -> KeyCache.Landing {
    let sought = cache.withLock { $0.sealer(of: tenant) }?.sought ?? []
    let result = await KeyLoad(provider: provider, records: records, tenant: tenant).result(lack)
    let sealer = (try? result.get()).flatMap { $0 }.map {
      TenantSealer($0, of: tenant, soughtInVain: sought, sealLimit: sealLimit)
    }
    let now = time.now()
    guard let waiters = cache.withLock({ $0.land(flight, of: tenant, bringing: sealer, at: now) }) else {
      if case .failure(let failure) = result { return .failed(failure) }
      return .again
    }
    let landing: KeyCache.Landing =
      switch result {
      case .success: sealer.map { .sealer($0) } ?? .lacking
      case .failure(let failure): .failed(failure)
      }
    // Who was cancelled may have failed for that alone; the others see for themselves.
    let told: KeyCache.Landing = if case .failure = result, Task.isCancelled { .again } else { landing }
    for waiter in waiters { waiter.resume(returning: told) }
    return landing
  }
}
