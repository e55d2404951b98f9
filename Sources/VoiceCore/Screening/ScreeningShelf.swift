/// Keeps what was compiled last, by tenant and revision: the least recently used goes first.
public actor ScreeningShelf {
  private struct Place {
    let revision: Int64
    let screening: CompiledScreening
    var lastUse: UInt64
  }

  private let maximumTenants: Int
  private let maximumSize: Int
  private var places: [Tenant.ID: Place] = [:]
  private var uses: UInt64 = 0

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

  /// The tenant's rules of this revision, if they are here.
  public func screening(of tenant: Tenant.ID, at revision: Int64) -> CompiledScreening? {
    guard places[tenant]?.revision == revision else { return nil }
    uses += 1
    places[tenant]?.lastUse = uses
    return places[tenant]?.screening
  }

  /// Keeps the tenant's rules of this revision, unless newer ones are here.
  public func keep(_ screening: CompiledScreening, of tenant: Tenant.ID, at revision: Int64) {
    if let place = places[tenant], place.revision > revision { return }
    uses += 1
    places[tenant] = Place(revision: revision, screening: screening, lastUse: uses)
    while places.count > 1, places.count > maximumTenants || size > maximumSize {
      // Uses are numbered, so that one place only is the oldest.
      guard let oldest = places.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
      places[oldest.key] = nil
    }
  }
}
