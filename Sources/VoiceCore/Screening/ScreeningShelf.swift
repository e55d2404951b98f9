/// Keeps what was compiled last, a tenant's newest rules: the least recently used go first. Knows whose rules are being
/// read, so that they are read once.
public actor ScreeningShelf {
  private struct Place {
    let screening: CompiledScreening
    var lastUse: UInt64
  }

  private let maximumTenants: Int
  private let maximumSize: Int
  private var places: [Tenant.ID: Place] = [:]
  private var uses: UInt64 = 0
  /// Whose rules are being read, and who waits for that.
  private var underWay: [Tenant.ID: [CheckedContinuation<Void, Never>]] = [:]

  /// - Parameters:
  ///   - maximumTenants: Tenants whose rules are kept.
  ///   - maximumSize: Their rules together, in `CompiledScreening.size`; the newest tenant's are kept in any case.
  public init(maximumTenants: Int = 256, maximumSize: Int = 2_000_000) {
    self.maximumTenants = max(maximumTenants, 1)
    self.maximumSize = maximumSize
  }

  /// How many tenants' rules are kept.
  public var count: Int { places.count }

  private var size: Int { places.values.reduce(0) { $0 + $1.screening.size } }

  /// The tenant's rules as they were compiled last, if they are here. Whether they are old says their revision.
  public func screening(of tenant: Tenant.ID) -> CompiledScreening? {
    guard places[tenant] != nil else { return nil }
    uses += 1
    places[tenant]?.lastUse = uses
    return places[tenant]?.screening
  }

  /// Keeps the tenant's rules, unless newer ones are here.
  public func keep(_ screening: CompiledScreening, of tenant: Tenant.ID) {
    if let place = places[tenant], place.screening.revision > screening.revision { return }
    uses += 1
    places[tenant] = Place(screening: screening, lastUse: uses)
    while places.count > 1, places.count > maximumTenants || size > maximumSize {
      // Uses are numbered, so that one place only is the oldest.
      guard let oldest = places.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
      places[oldest.key] = nil
    }
  }

  /// Whoever gets `true` reads the tenant's rules now and then says `end`; others get `false`, once that was said. At once
  /// where rules of another revision than the old one are here.
  func begin(_ tenant: Tenant.ID, insteadOf old: Int64?) async -> Bool {
    if let place = places[tenant], place.screening.revision != old { return false }
    guard underWay[tenant] != nil else {
      underWay[tenant] = []
      return true
    }
    await withCheckedContinuation { underWay[tenant, default: []].append($0) }
    return false
  }

  /// The tenant's rules were read, or couldn't be.
  func end(_ tenant: Tenant.ID) {
    for waiting in underWay.removeValue(forKey: tenant) ?? [] { waiting.resume() }
  }
}
