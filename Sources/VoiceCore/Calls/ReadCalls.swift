/// Reads a tenant's calls for its people.
public struct ReadCalls: Sendable {
  /// The most calls on one page.
  public static let maximumPage = 500

  /// A call as its people see it.
  public struct Found: Sendable {
    public let call: Call
    public let record: CallDetailRecord?
  }

  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// A page of calls, newest first, and the place where the next one begins; `nil` after the last.
  public func page(
    of tenant: Tenant.ID, after cursor: CallCursor?, limit: Int
  ) async throws(StoreFailure) -> (calls: [Call], next: CallCursor?) {
    let limit = min(max(limit, 1), Self.maximumPage)
    let found = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.calls(after: cursor, limit: limit + 1)
    }
    guard found.count > limit else { return (found, nil) }
    return (Array(found.prefix(limit)), CallCursor(after: found[limit - 1]))
  }

  /// One call with what remains of it; `nil` when the tenant has no such call.
  public func call(_ id: Call.ID, of tenant: Tenant.ID) async throws(StoreFailure) -> Found? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(id) else { return nil }
      return Found(call: call, record: try await scope.detailRecord(of: id))
    }
  }

  /// What was said; `nil` when the tenant has no such call.
  public func transcript(of id: Call.ID, of tenant: Tenant.ID) async throws(StoreFailure) -> [Utterance]? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard try await scope.call(id) != nil else { return nil }
      return try await scope.transcript(of: id)
    }
  }

  /// What happened; `nil` when the tenant has no such call.
  public func facts(of id: Call.ID, of tenant: Tenant.ID) async throws(StoreFailure) -> [RecordedFact]? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard try await scope.call(id) != nil else { return nil }
      return try await scope.facts(of: id)
    }
  }
}
