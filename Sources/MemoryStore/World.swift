import VoiceCore

/// The whole deployment: every tenant's state, and who holds what is unique among tenants.
struct World: Sendable {
  private(set) var tenants: [Tenant.ID: TenantState] = [:]
  private(set) var numbers: [PhoneNumber: Tenant.ID] = [:]
  private(set) var domains: [TenantDomain: Tenant.ID] = [:]
  private(set) var digests: [TokenDigest: Tenant.ID] = [:]
  /// The number of the last commit.
  private var commits: RowVersion = 0

  /// A tenant's state; empty for one that nobody has heard of.
  subscript(tenant: Tenant.ID) -> TenantState { tenants[tenant] ?? TenantState() }

  /// Whether everything that a unit of work read by its key is as it was.
  func isCurrent(_ work: FinishedWork, of tenant: Tenant.ID) -> Bool {
    let state = self[tenant]
    return work.seen.allSatisfy { key, version in state.version(of: key) == version }
  }

  /// Checks and applies a unit of work, all of it or nothing. `false` when something that it read has changed.
  mutating func commit(_ work: FinishedWork, of tenant: Tenant.ID) throws(StoreFailure) -> Bool {
    guard isCurrent(work, of: tenant) else { return false }
    guard !work.changes.isEmpty else { return true }
    if let failure = violation(in: work.changes, of: tenant) { throw failure }
    commits += 1
    for change in work.changes {
      keepDirectory(of: tenant, before: change)
      // In place: while no snapshot is out, nothing is copied.
      tenants[tenant, default: TenantState()].apply(change, version: commits)
    }
    return true
  }

  private mutating func keepDirectory(of tenant: Tenant.ID, before change: Change) {
    switch change {
    case .tenant(let changed):
      if let old = tenants[tenant]?.tenant?.value.domain { domains[old] = nil }
      domains[changed.domain] = tenant
    case .line(let line): numbers[line.number] = tenant
    case .grant(let grant): digests[grant.digest] = tenant
    case .redeemed(let digest): digests[digest] = nil
    case .revokedGrants(let call):
      for digest in tenants[tenant]?.digests(grantedTo: call) ?? [] { digests[digest] = nil }
    case .user, .department, .rule, .removedRule, .allowed, .disallowed, .knowledge, .queue, .call, .record, .settled,
      .said:
      break
    }
  }
}
