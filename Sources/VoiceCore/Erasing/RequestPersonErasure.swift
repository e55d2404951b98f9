/// The tenant's people have one caller's data erased; it is done a little later (`ErasePerson`). Who asked stands in the audit log,
/// by reference.
public struct RequestPersonErasure: Sendable {
  /// How many running calls are looked through at once.
  static let pageLength = 200

  /// What came of it.
  public enum Answer: Equatable, Sendable {
    /// It will be done; the one that is under way already, if there is one for the same person.
    case waits(PersonErasure)
    /// The person is on the line: what is said meanwhile would be left.
    case onTheLine
    /// So many are under way already.
    case tooManyOpen(Int)
  }

  private let store: any Store
  private let time: any TimeSource
  private let keyed: KeyedDigest
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource, keyed: KeyedDigest, auditing: Auditing) {
    self.store = store
    self.time = time
    self.keyed = keyed
    self.auditing = auditing
  }

  /// Asks for an erasure; one whose identifier is there already stays as it is.
  /// - Throws: `.notFound` for a tenant that isn't there, or is closed.
  public func callAsFunction(
    _ id: PersonErasure.ID, of number: PhoneNumber, by actor: AuditActor, in tenant: Tenant.ID
  ) async throws(StoreFailure) -> Answer {
    let asked = PersonErasure(id, of: number, known: keyed.person(number, of: tenant), askedAt: time.now())
    let draft = auditing(.erasePerson, by: actor, on: AuditReference(.personErasure, id))
    // Not in the unit of work, which would have to run again with each change of a running call; one that begins now is waited for.
    let isOnTheLine = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.isOnTheLine(number)
    }
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) -> Answer in
      _ = try await scope.openTenant()
      if let standing = try await scope.personErasure(id) { return .waits(standing) }
      let open = try await scope.openPersonErasures(limit: PersonErasure.maximumOpen)
      if let same = open.first(where: { $0.person == asked.person }) { return .waits(same) }
      guard open.count < PersonErasure.maximumOpen else { return .tooManyOpen(PersonErasure.maximumOpen) }
      guard !isOnTheLine else { return .onTheLine }
      try await scope.save(asked)
      try await scope.append(draft)
      return .waits(asked)
    }
  }
}

extension TenantSnapshot {
  /// Whether a call runs with somebody outside who has this number.
  fileprivate func isOnTheLine(_ number: PhoneNumber) async throws(StoreFailure) -> Bool {
    var last: Call.ID?
    while true {
      let page = try await liveCalls(after: last, limit: RequestPersonErasure.pageLength)
      for live in page where try await call(live.call)?.caller.number == number { return true }
      guard page.count == RequestPersonErasure.pageLength else { return false }
      last = page.last?.call
    }
  }
}
