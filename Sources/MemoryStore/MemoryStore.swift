import RowStore
public import VoiceCore

/// The store in memory, gone with the process: for tests and demos, and the model that the other stores are tested
/// against.
///
/// Uses no clock, chance, thread or queue of its own, so it runs in a simulated world on one thread. Values stay as they
/// are: nothing is encoded, and nothing needs sealing.
public struct MemoryStore: ErasableStore {
  private let rows: RowBackedStore<MemoryEngine>
  /// Among those who share this store.
  public let leadership: any Leadership = ProcessLeadership()

  /// An empty store. `pause` is awaited before each read and each commit, where other stores would be waiting for a
  /// disk or a network; a simulated world lets others go first there.
  public init(pause: @escaping @Sendable () async -> Void = {}) {
    rows = RowBackedStore(over: MemoryEngine(pause: pause), keepsValues: true)
  }

  private init(_ rows: RowBackedStore<MemoryEngine>) { self.rows = rows }

  /// The same rows, kept as bytes and sealed by these ciphers, as the stores keep them that outlive the process: for laws
  /// about sealing. What was kept before can't be read.
  public func sealed(by ciphers: any RowCiphers) -> MemoryStore {
    MemoryStore(RowBackedStore(over: rows.engine, sealedBy: ciphers))
  }

  /// Where the tenants' wrapped keys are kept beside sealed rows, as the stores keep them that outlive the process.
  public var keyRecords: any TenantKeyRecords { MemoryKeyRecords(engine: rows.engine) }

  /// A tenant's bytes, and the table that they are in.
  public typealias KeptBytes = (tenant: Tenant.ID, table: String, bytes: [UInt8])

  /// Every byte that is kept of what isn't a value: keys, columns and sealed rows, tenant by tenant and table by table.
  public var bytes: [KeptBytes] { rows.engine.bytes }

  /// See `Store`.
  public func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    try await rows.read(for: tenant, body)
  }

  /// See `Store`. What was saved without being read overwrites.
  public func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    try await rows.transaction(for: tenant, body)
  }

  /// See `Store`.
  public var platform: any PlatformDirectory { rows.platform }

  /// See `TenantErasure`. There are no keys: destroying them shuts the doors.
  public var erasure: any TenantErasure { rows.erasure }

  /// See `SealRenewal`; for a store that is sealed.
  public var renewal: any SealRenewal { rows.renewal }

  /// See `Store`. Never ends by itself.
  public func commits() -> AsyncStream<Void> { rows.commits() }

  /// A value that a tenant has, and the table that it is in.
  public struct Kept: Sendable {
    public let tenant: Tenant.ID
    public let table: String
    public let value: any Sendable
  }

  /// Everything that is kept, by tenant, table and key: for tests that look for what must not be.
  public var kept: [Kept] { rows.engine.kept }

  /// Always answers.
  public func ping() async throws(StoreFailure) {}
}
