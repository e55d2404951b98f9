public import VoiceCore

/// What every store keeps, sentence by sentence. Each check wants a store of its own that holds nothing yet.
public enum StoreContract {
  /// All sentences.
  public static let checks: [ContractCheck<any Store>] =
    doors + lists + snapshots + conflicts + uniqueness + grants + access + departments + routing + agents + waitingLines
    + screening + knowledge + webhooks + voicemails + callerNotes + recordings + outbound + calls + credits + tenancy
    + text + log + audit + analytics + personErasures
    + rough
}

extension Store {
  /// Why a unit of work failed; `nil` when it was committed.
  func failure(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Void
  ) async -> StoreFailure? {
    do throws(StoreFailure) {
      try await transaction(for: tenant, body)
      return nil
    } catch {
      return error
    }
  }
}
