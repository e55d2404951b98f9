/// Reads rules, allow-list, reports and reviews for the tenant's people.
public struct ReadScreening: Sendable {
  /// The most on one page.
  public static let maximumPage = 500

  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  private static func bounded(_ limit: Int) -> Int { min(max(limit, 1), maximumPage) }

  /// Rules by id.
  public func rules(
    of tenant: Tenant.ID, after cursor: SpamRule.ID?, limit: Int
  ) async throws(StoreFailure) -> PageOfList<SpamRule, SpamRule.ID> {
    let limit = Self.bounded(limit)
    let found = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.spamRules(after: cursor, limit: limit + 1)
    }
    return PageOfList(found, limit, \.id)
  }

  /// One rule.
  public func rule(_ id: SpamRule.ID, of tenant: Tenant.ID) async throws(StoreFailure) -> SpamRule? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.spamRule(id) }
  }

  /// Entries of the allow-list by id.
  public func allowed(
    of tenant: Tenant.ID, after cursor: AllowedNumber.ID?, limit: Int
  ) async throws(StoreFailure) -> PageOfList<AllowedNumber, AllowedNumber.ID> {
    let limit = Self.bounded(limit)
    let found = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.allowedNumbers(after: cursor, limit: limit + 1)
    }
    return PageOfList(found, limit, \.id)
  }

  /// One entry of the allow-list.
  public func allowed(_ id: AllowedNumber.ID, of tenant: Tenant.ID) async throws(StoreFailure) -> AllowedNumber? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.allowedNumber(id) }
  }

  /// Reports by id.
  public func reports(
    of tenant: Tenant.ID, after cursor: SpamReport.ID?, limit: Int
  ) async throws(StoreFailure) -> PageOfList<SpamReport, SpamReport.ID> {
    let limit = Self.bounded(limit)
    let found = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.spamReports(after: cursor, limit: limit + 1)
    }
    return PageOfList(found, limit, \.id)
  }

  /// One report.
  public func report(_ id: SpamReport.ID, of tenant: Tenant.ID) async throws(StoreFailure) -> SpamReport? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.spamReport(id) }
  }

  /// Reviews in a state, by their call's id.
  public func reviews(
    _ state: SpamReview.State, of tenant: Tenant.ID, after cursor: Call.ID?, limit: Int
  ) async throws(StoreFailure) -> PageOfList<SpamReview, Call.ID> {
    let limit = Self.bounded(limit)
    let found = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.spamReviews(state, after: cursor, limit: limit + 1)
    }
    return PageOfList(found, limit, \.call)
  }

  /// The review of a call.
  public func review(of call: Call.ID, of tenant: Tenant.ID) async throws(StoreFailure) -> SpamReview? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.spamReview(of: call) }
  }
}
