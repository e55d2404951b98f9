internal import VoiceCore

/// The ciphers at hand, within a bound, and the loads under way: one at a time for each tenant. A value that knows no time
/// and waits for nobody; `TenantKeyring` keeps it behind a lock.
struct KeyCache {
  /// What those who wait for a load are told.
  enum Landing: Sendable {
    case sealer(TenantSealer)
    case failed(SealFailure)
    /// The tenant has no keys, and none were made.
    case lacking
    /// The load came to nothing that is theirs: see again.
    case again
  }

  /// What to do about a tenant's cipher.
  enum Turn {
    case use(TenantSealer)
    /// Load it; whoever asks meanwhile waits for this load.
    case load(Flight.ID)
    case wait(Flight.ID)
    /// As many wait as may.
    case refuse
  }

  struct Flight {
    typealias ID = UInt64
    let id: ID
    var waiters: [CheckedContinuation<Landing, Never>] = []
  }

  private struct Entry {
    let sealer: TenantSealer
    let loaded: Timestamp
    var lastUse: UInt64
  }

  private let capacity: Int
  private let maximumAge: Duration
  private let maximumWaiting: Int
  private var entries: [Tenant.ID: Entry] = [:]
  private var flights: [Tenant.ID: Flight] = [:]
  private var ticks: UInt64 = 0

  init(capacity: Int, maximumAge: Duration, maximumWaiting: Int) {
    self.capacity = max(1, capacity)
    self.maximumAge = maximumAge
    self.maximumWaiting = maximumWaiting
  }

  mutating func turn(for tenant: Tenant.ID, at now: Timestamp) -> Turn {
    ticks += 1
    if let entry = entries[tenant], isFresh(entry, at: now) {
      entries[tenant]?.lastUse = ticks
      return .use(entry.sealer)
    }
    if let flight = flights[tenant] {
      return flight.waiters.count < maximumWaiting ? .wait(flight.id) : .refuse
    }
    flights[tenant] = Flight(id: ticks)
    return .load(ticks)
  }

  /// Takes a waiter in; false when the load has landed meanwhile.
  mutating func join(_ id: Flight.ID, of tenant: Tenant.ID, _ waiter: CheckedContinuation<Landing, Never>) -> Bool {
    guard flights[tenant]?.id == id else { return false }
    flights[tenant]?.waiters.append(waiter)
    return true
  }

  /// Ends a load and returns who waited for it; `nil` when it was called off, and what it brought isn't to be used.
  mutating func land(
    _ id: Flight.ID, of tenant: Tenant.ID, bringing sealer: TenantSealer?, at now: Timestamp
  ) -> [CheckedContinuation<Landing, Never>]? {
    guard let flight = flights[tenant], flight.id == id else { return nil }
    flights[tenant] = nil
    if let sealer {
      ticks += 1
      entries[tenant] = Entry(sealer: sealer, loaded: now, lastUse: ticks)
      evict()
    }
    return flight.waiters
  }

  /// Takes out what is known of a tenant and calls its load off.
  mutating func remove(_ tenant: Tenant.ID) -> (sealer: TenantSealer?, waiters: [CheckedContinuation<Landing, Never>]) {
    (entries.removeValue(forKey: tenant)?.sealer, flights.removeValue(forKey: tenant)?.waiters ?? [])
  }

  /// Takes this cipher out, if it is the one at hand still.
  mutating func remove(_ sealer: TenantSealer, of tenant: Tenant.ID) {
    if entries[tenant]?.sealer === sealer { entries[tenant] = nil }
  }

  /// The cipher at hand, however old.
  func sealer(of tenant: Tenant.ID) -> TenantSealer? { entries[tenant]?.sealer }

  /// Tenants whose key at hand is to be rotated, by id.
  var due: [Tenant.ID] { entries.filter { $0.value.sealer.isDue }.keys.sorted() }

  var count: Int { entries.count }

  private func isFresh(_ entry: Entry, at now: Timestamp) -> Bool {
    // A clock that was put back says nothing about age.
    guard now >= entry.loaded, now - entry.loaded < maximumAge else { return false }
    return !entry.sealer.misses
  }

  /// The one that was used longest ago goes. Ticks are never equal, so the order of the dictionary doesn't matter.
  private mutating func evict() {
    while entries.count > capacity {
      guard let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
      entries[oldest.key] = nil
    }
  }
}
