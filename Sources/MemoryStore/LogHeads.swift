import VoiceCore

/// Up to where each tenant's log has grown.
struct LogHeads: Sendable {
  private var places: [Tenant.ID: LogPosition] = [:]
  private var inOrder = OrderedMap<LogPosition, Tenant.ID>()

  /// Moves a tenant's head.
  mutating func grow(_ tenant: Tenant.ID, to place: LogPosition) {
    remove(tenant)
    places[tenant] = place
    inOrder[place] = tenant
  }

  /// Takes a tenant's head out; whether it had one.
  @discardableResult mutating func remove(_ tenant: Tenant.ID) -> Bool {
    guard let old = places.removeValue(forKey: tenant) else { return false }
    inOrder[old] = nil
    return true
  }

  /// Heads from just after a place, of those tenants that are shown.
  func page(after place: LogPosition?, limit: Int, of isShown: (Tenant.ID) -> Bool) -> [LogHead] {
    var heads: [LogHead] = []
    inOrder.ascend(from: place) { found, tenant in
      if found != place, isShown(tenant) { heads.append(LogHead(tenant: tenant, position: found)) }
      return heads.count < limit
    }
    return heads
  }
}
