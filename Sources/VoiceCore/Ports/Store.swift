/// The two doors to stored state: what a scope reaches belongs to one tenant, and no other can be named in it.
///
/// Bodies run on the caller's executor and may suspend; a scope used after its body has returned throws `.scopeEnded`.
public protocol Store: Sendable {
  /// A read-only snapshot: everything the body reads is as of one instant. Never waits for a writer.
  ///
  /// A store that finds out too late that others have changed what was read may run the body a second time.
  func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome

  /// A unit of work: reads remember versions, saves are buffered and seen by later reads of the same body; state, facts
  /// and intentions are committed together or not at all. An error thrown by the body commits nothing.
  ///
  /// When something that the body read by its key has changed meanwhile, the body runs again, at most
  /// `TransactionLimits.maximumRuns` times. So it draws no ids, times or chance and has no effects of its own.
  /// Lists read in a unit of work aren't guarded: decisions over sets go through one versioned row.
  /// - Throws: `.taken` when a unique value is held by somebody else; `.conflict` when the runs are used up; after
  ///   `.unavailable` nothing was written and repeating is safe.
  func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome

  /// The only look-ups that cross tenants; they tell a tenant's id and nothing of its content.
  var platform: any PlatformDirectory { get }

  /// Tells that logs may have grown, after each commit that adds to one. Of those that nobody has heard yet only one is
  /// kept, and one may come for nothing. It ends when the store is closed, or the reader's task is cancelled.
  ///
  /// A hint, so that readers needn't ask all the time: one that is lost with a connection or a node isn't told again, so
  /// readers ask from time to time, too.
  func commits() -> AsyncStream<Void>

  /// Whether the store answers. Cheap; for readiness checks.
  func ping() async throws(StoreFailure)
}

/// The bounds of a unit of work.
public enum TransactionLimits {
  /// How often a body is run before `.conflict` is thrown.
  public static let maximumRuns = 16
}
