/// An administrator says which callers are never suspected. In force from the next call on.
public struct ChangeAllowList: Sendable {
  private let store: any Store
  private let ids: IDSource
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, ids: IDSource, auditing: Auditing) {
    self.store = store
    self.ids = ids
    self.auditing = auditing
  }

  /// Puts a number on the list; the entry that is there already, if there is one.
  /// - Throws: `.tooMany` when the list is full.
  public func allow(
    _ number: PhoneNumber, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(ScreeningFailure) -> AllowedNumber {
    let id: AllowedNumber.ID = ids()
    let draft = act(by: bearer, on: id)
    let outcome: Result<AllowedNumber, ScreeningFailure>
    do throws(StoreFailure) {
      outcome = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        if let entry = try await scope.allowedNumber(for: number) { return .success(entry) }
        var revision = try await scope.screeningRevision()
        revision.changeAllowed(by: 1)
        if let limit = revision.passedLimit { return .failure(.tooMany(limit)) }
        try await scope.allow(number, as: id)
        try await scope.append(draft)
        return .success(AllowedNumber(id: id, number: number))
      }
    } catch {
      throw ScreeningFailure(error)
    }
    return try outcome.get()
  }

  /// Takes an entry off the list.
  /// - Throws: `.notFound` also for one that was taken off before.
  public func disallow(
    _ id: AllowedNumber.ID, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(ScreeningFailure) {
    let draft = act(by: bearer, on: id)
    do throws(StoreFailure) {
      try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        guard let entry = try await scope.allowedNumber(id) else { throw .notFound }
        try await scope.disallow(entry.number)
        try await scope.append(draft)
      }
    } catch {
      throw ScreeningFailure(error)
    }
  }

  private func act(by bearer: Bearer, on id: AllowedNumber.ID) -> AuditDraft {
    auditing(.changeScreening, by: bearer, on: AuditReference(.allowedNumber, id))
  }
}
