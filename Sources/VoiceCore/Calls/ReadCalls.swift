/// Reads a tenant's calls for its people: each sees those that their sight covers, and for the others there is no such call
/// (property 19).
public struct ReadCalls: Sendable {
  /// The most calls on one page.
  public static let maximumPage = 500

  /// A call as its people see it.
  public struct Found: Sendable {
    public let call: Call
    public let record: CallDetailRecord?
    /// Where the node is reached that has the call, for somebody who may attend it now.
    public let owner: NodeAddress?
  }

  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// A page of the calls that the bearer sees, newest first, and the place where the next one begins; `nil` after the last.
  public func page(
    for bearer: Bearer, of tenant: Tenant.ID, after cursor: CallCursor?, limit: Int
  ) async throws(StoreFailure) -> (calls: [Call], next: CallCursor?) {
    let limit = min(max(limit, 1), Self.maximumPage)
    let found = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.calls(
        seenBy: try await scope.sight(of: bearer, by: .readCalls), after: cursor, limit: limit + 1)
    }
    guard found.count > limit else { return (found, nil) }
    return (Array(found.prefix(limit)), CallCursor(after: found[limit - 1]))
  }

  /// One call with what remains of it; `nil` when the bearer sees no such call.
  public func call(_ id: Call.ID, for bearer: Bearer, of tenant: Tenant.ID) async throws(StoreFailure) -> Found? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(id, seenBy: bearer, by: .readCalls) else { return nil }
      var owner: NodeAddress?
      if bearer.user != nil, call.isAtReceptionist,
        try await scope.call(id, seenBy: bearer, by: .steerCalls) != nil
      {
        owner = try await scope.liveCall(id)?.address
      }
      return Found(call: call, record: try await scope.detailRecord(of: id), owner: owner)
    }
  }

  /// What was said, and how complete that is; `nil` when the bearer sees no such call.
  public func transcript(
    of id: Call.ID, for bearer: Bearer, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> Transcript? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(id, seenBy: bearer, by: .readTranscripts) else { return nil }
      return Transcript(of: call, try await scope.transcript(of: id))
    }
  }

  /// What the caller left with the receptionist; `nil` when the bearer sees no such call.
  public func notes(
    of id: Call.ID, for bearer: Bearer, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> [CallerNote]? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard try await scope.call(id, seenBy: bearer, by: .readTranscripts) != nil else { return nil }
      return try await scope.callerNotes(of: id)?.notes ?? []
    }
  }

  /// The call in short; `nil` when the bearer sees no such call.
  public func summary(
    of id: Call.ID, for bearer: Bearer, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> CallSummary? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(id, seenBy: bearer, by: .readTranscripts) else { return nil }
      return CallSummary(
        of: call, try await scope.transcript(of: id), try await scope.callerNotes(of: id)?.notes ?? [])
    }
  }

  /// What happened; `nil` when the bearer sees no such call.
  public func facts(
    of id: Call.ID, for bearer: Bearer, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> [RecordedFact]? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard try await scope.call(id, seenBy: bearer, by: .readCalls) != nil else { return nil }
      return try await scope.facts(of: id)
    }
  }
}

extension TenantSnapshot {
  /// One call, if the bearer sees it.
  fileprivate func call(
    _ id: Call.ID, seenBy bearer: Bearer, by permission: Permission
  ) async throws(StoreFailure) -> Call? {
    guard let sight = try await sight(of: bearer, by: permission), let call = try await call(id),
      sight.covers(call.department)
    else { return nil }
    return call
  }

  /// Calls that are seen, newest first. A call is in one department at most, so none is met twice.
  fileprivate func calls(
    seenBy sight: Sight?, after cursor: CallCursor?, limit: Int
  ) async throws(StoreFailure) -> [Call] {
    switch sight {
    case .everything: return try await calls(after: cursor, limit: limit)
    case .departments(let seen):
      var found: [Call] = []
      for department in seen.sorted() {
        found += try await calls(in: department, after: cursor, limit: limit)
      }
      return Array(found.sorted { CallCursor(after: $0).precedes($1) }.prefix(limit))
    // Which person took a call isn't known yet.
    case .own, nil: return []
    }
  }
}
