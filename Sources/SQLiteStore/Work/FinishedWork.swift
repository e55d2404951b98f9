import VoiceCore

/// What a unit of work read by key, and what it wants changed.
struct FinishedWork: Sendable {
  var seen: [RowKey: RowVersion] = [:]
  var changes: [Change] = []
  /// The same row was read twice and had changed in between.
  var isTorn = false

  /// Whether what was read may stem from different instants, so that even a refusal founded on it must be checked.
  var mayMixInstants: Bool { isTorn || seen.count > 1 }

  /// The first version counts: if it is no longer current, nothing is committed.
  mutating func remember(_ version: RowVersion, of key: RowKey) {
    if let first = seen[key] {
      if first != version { isTorn = true }
    } else {
      seen[key] = version
    }
  }

  /// What must hold for the work to count.
  func guards(of tenant: Tenant.ID) -> [Guard] {
    seen.map { key, version in Guard(query: key.query(of: tenant), version: version) }
  }
}
