/// Reads the messages that callers left, for the people of their departments: for the others there are no such messages
/// (property 19).
public struct ReadVoicemails: Sendable {
  /// The most messages on one page.
  public static let maximumPage = 500

  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// A page of the messages that the bearer sees, newest first, and the place where the next one begins; `nil` after the
  /// last.
  public func page(
    for bearer: Bearer, of tenant: Tenant.ID, after cursor: VoicemailCursor?, limit: Int
  ) async throws(StoreFailure) -> (voicemails: [Voicemail], next: VoicemailCursor?) {
    let limit = min(max(limit, 1), Self.maximumPage)
    let found = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.voicemails(
        seenBy: try await scope.sight(of: bearer, by: .readVoicemails), after: cursor, limit: limit + 1)
    }
    guard found.count > limit else { return (found, nil) }
    return (Array(found.prefix(limit)), VoicemailCursor(after: found[limit - 1]))
  }

  /// One message; `nil` when the bearer sees no such message.
  public func voicemail(
    _ id: Voicemail.ID, for bearer: Bearer, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> Voicemail? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.voicemail(id, seenBy: bearer, by: .readVoicemails)
    }
  }
}

extension TenantSnapshot {
  /// One message, if the bearer sees it.
  func voicemail(
    _ id: Voicemail.ID, seenBy bearer: Bearer, by permission: Permission
  ) async throws(StoreFailure) -> Voicemail? {
    guard let sight = try await sight(of: bearer, by: permission), let voicemail = try await voicemail(id),
      sight.covers(voicemail.department)
    else { return nil }
    return voicemail
  }

  /// Messages that are seen, newest first. Each is for one department at most, so none is met twice.
  fileprivate func voicemails(
    seenBy sight: Sight?, after cursor: VoicemailCursor?, limit: Int
  ) async throws(StoreFailure) -> [Voicemail] {
    switch sight {
    case .everything: return try await voicemails(after: cursor, limit: limit)
    case .departments(let seen):
      var found: [Voicemail] = []
      for department in seen.sorted() {
        found += try await voicemails(for: department, after: cursor, limit: limit)
      }
      return Array(found.sorted { VoicemailCursor(after: $0).precedes($1) }.prefix(limit))
    case .own, nil: return []
    }
  }
}
