public import VoiceCore

/// Where rows are kept: what the three stores differ in.
public protocol RowEngine: Sendable {
  /// Opens a view of one instant for a body. Ended on every path; a view used later throws `.scopeEnded`.
  ///
  /// An engine may find out that it can't keep to the instant without beginning anew: then it runs the body again.
  func snapshot<Outcome: Sendable>(
    of tenant: Tenant.ID, _ body: @Sendable (any RowSource) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome

  /// The latest commits, each question at an instant of its own.
  func latest(of tenant: Tenant.ID) -> any RowSource

  /// Carries a batch out, all of it or nothing.
  ///
  /// Nothing is written for a tenant whose keys are destroyed, whoever still has them at hand. A batch that needs its keys
  /// (`RowBatch.needsKeys`) and `withdrawKeys` exclude each other. Rows that are sealed under another key than the tenant's
  /// newest (`RowBatch.generation`) aren't written: so a node that has an older one at hand finds out, and once nothing is under
  /// way that began before a rotation, nothing comes to be under the older keys.
  ///
  /// Constraints are judged by what the batch leaves behind, not by the way there: two rows may swap a unique value.
  /// - Throws: `.notFound` for a tenant whose keys are destroyed.
  func commit(_ batch: RowBatch, of tenant: Tenant.ID) async throws(StoreFailure) -> RowCommit

  /// Which tenant has the row with these parts in an index that is unique in the deployment.
  func holder(of parts: [Part], in table: TableSchema, index: String) async throws(StoreFailure) -> Tenant.ID?

  /// Who has a row in an index that is unique in the deployment, in the order of their ids, from just after one (`nil`:
  /// from the first), at most so many.
  func holders(
    in table: TableSchema, index: String, after last: Tenant.ID?, limit: Int
  ) async throws(StoreFailure) -> [Tenant.ID]

  /// Up to where logs have grown, in the order of places, from just after one: for each tenant the newest at least.
  /// Shown by the same rule as the rows of a log.
  func logHeads(after position: LogPosition?, limit: Int) async throws(StoreFailure) -> [LogHead]

  /// See `Store`.
  func signals() -> AsyncStream<Void>

  /// Takes out at most so many rows of a tenant's table, children of other tables first, and adds them in the same commit
  /// to what is counted as erased; how many it took. With a log go its heads, which count too. Of two who sweep a tenant at
  /// once each takes its own rows, and 0 says that none is left; or one takes none, and hears `nil`.
  func sweep(_ table: TableSchema, of tenant: Tenant.ID, limit: Int) async throws(StoreFailure) -> Int?

  /// Whether the engine answers.
  func ping() async throws(StoreFailure)
}

/// Where questions are answered.
public protocol RowSource: Sendable {
  /// The rows, in the order that was asked for.
  func rows(_ query: RowQuery, for tenant: Tenant.ID) async throws(StoreFailure) -> [StoredRow]
}
