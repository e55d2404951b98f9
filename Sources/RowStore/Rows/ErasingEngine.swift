public import VoiceCore

/// An engine that lets go of tenants; see `TenantErasure` for what each step promises.
public protocol ErasingEngine: RowEngine {
  /// The engine's own tables that hold a tenant's rows beside `Tables.all`; swept with the content.
  var ownTables: [TableSchema] { get }

  /// The first moment stays, and the first actor.
  func close(_ tenant: Tenant.ID, by actor: AuditActor, at moment: Timestamp) async throws(StoreFailure)
  func closure(of tenant: Tenant.ID) async throws(StoreFailure) -> TenantClosure?
  func unfinished() async throws(StoreFailure) -> [Tenant.ID]
  func erased(after cursor: Tenant.ID?, limit: Int) async throws(StoreFailure) -> [Tenant.ID]
  func keep(_ last: LastWork, of tenant: Tenant.ID) async throws(StoreFailure)
  /// Puts one list of calls that are to be hung up in another's place, if that still stands there.
  func replace(_ legs: [CarrierCallID], by fewer: [CarrierCallID], of tenant: Tenant.ID) async throws(StoreFailure)
  /// Puts one list of recordings that the carrier is to delete in another's place, if that still stands there.
  func replace(
    _ recordings: [CarrierRecording], by fewer: [CarrierRecording], of tenant: Tenant.ID
  ) async throws(StoreFailure)
  func destroyKeys(of tenant: Tenant.ID, at moment: Timestamp) async throws(StoreFailure)
  func withdrawKeys(of tenant: Tenant.ID) async throws(StoreFailure)
  /// Adds to what is counted as erased.
  func count(_ rows: Int, in name: String, of tenant: Tenant.ID) async throws(StoreFailure)
  /// How many rows there are, keys too; tables without a row are left out.
  func remains(of tenant: Tenant.ID) async throws(StoreFailure) -> [ErasureStatement.Count]
  func finish(_ statement: SignedErasureStatement) async throws(StoreFailure)
}

extension RowBackedStore where Engine: ErasingEngine {
  /// How the store lets go of tenants.
  public var erasure: any TenantErasure { RowErasure(engine: engine, ciphers: ciphers) }
}
