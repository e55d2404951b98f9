import Generators
import MemoryStore
import Synchronization
import Testing
import VoiceCore

/// One tenant that is to be erased, on a store that can be damaged, and what is needed for it.
struct ErasingBench {
  let damage = Damage()
  let store: any ErasableStore
  let time = ManualTime()
  let ids = IDSource.counting()
  let auditing: Auditing
  let plan = TestTenant.plan(1)

  var tenant: Tenant.ID { plan.tenant.id }

  static let signer = StatementSigner(
    sign: { StatementSignature(publicKey: [], bytes: $0) }, verify: { $0.bytes == $1 })

  init() {
    // Where other stores wait, others go first.
    store = MemoryStore(pause: { await Task.yield() }).sealed(by: DamagedCiphers(damage))
    auditing = Auditing(time: time, ids: ids, digest: AuditDigest { Array($0.suffix(8)) })
  }

  /// A bench with its tenant.
  static func provisioned(_ users: [User] = []) async throws -> ErasingBench {
    let bench = ErasingBench()
    var plan = bench.plan
    plan.users = users
    plan.audit = bench.auditing(.provisionTenant, by: .commandLine)
    try await ProvisionTenant(store: bench.store)(plan)
    return bench
  }

  func erase(
    through store: (any ErasableStore)? = nil, _ carrier: any Telephony = Carrier(), _ rule: ErasureRule = ErasureRule()
  ) -> EraseTenant {
    EraseTenant(
      store: store ?? self.store, objects: NoObjects(), telephony: carrier, signer: Self.signer, time: time,
      auditing: auditing, rule: rule)
  }

  func delete(through store: (any ErasableStore)? = nil) -> DeleteTenant {
    DeleteTenant(store: store ?? self.store, erase: erase(through: store), time: time)
  }

  func closure() async throws -> TenantClosure { try #require(try await store.erasure.closure(of: tenant)) }

  /// What a tenant's log says, or the deployment's.
  func audited(_ tenant: Tenant.ID) async throws -> [AuditEntry] {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.auditEntries(after: 0, limit: 100).map(\.entry)
    }
  }

  /// Calls that run: so many with a node, and behind them so many with the carrier, that people talk in.
  func fill(atNode: Int, handedOver: Int) async throws {
    for number in 0..<(atNode + handedOver) {
      var call = TestTenant.call(number, of: 1, at: time.now())
      call.evolve([.started, .rang, .answered(at: time.now())])
      if number >= atNode { call.evolve(.transferStarted(Transfer(reason: .callerWish, department: Identifier(1)))) }
      let running = call
      let holder: LiveCall.Holder = number < atNode ? .node(Identifier(7)) : .carrier
      try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        try await scope.save(running, facts: [.started], intentions: [], at: running.startedAt)
        try await scope.save(LiveCall(call: running.id, holder: holder, since: running.startedAt))
      }
    }
  }

  static func leg(_ number: Int) throws -> CarrierCallID { try #require(CarrierCallID("CA\(number)")) }
}

/// What of a tenant can't be opened any more.
final class Damage: Sendable {
  private struct State {
    var tables: Set<String> = []
    var rows: Set<RowIdentity> = []
    var latest: [String: RowIdentity] = [:]
    var isLocked = false
  }

  private let state = Mutex(State())

  /// Whether the key is wrapped by one that nobody has.
  var isLocked: Bool { state.withLock { $0.isLocked } }

  func spoil(_ tables: Set<String>) { state.withLock { $0.tables = tables } }
  /// The row of a table that was written last.
  func spoilLatest(of table: String) { state.withLock { if let row = $0.latest[table] { $0.rows.insert(row) } } }
  func wrote(_ row: RowIdentity) { state.withLock { $0.latest[row.table] = row } }
  func covers(_ row: RowIdentity) -> Bool { state.withLock { $0.tables.contains(row.table) || $0.rows.contains(row) } }
  func lock() { state.withLock { $0.isLocked = true } }
}

/// Ciphers under which a tenant's rows of some tables don't open, or nothing does. The deployment's own rows do.
private struct DamagedCiphers: RowCiphers {
  private let base = ModelCiphers()
  private let damage: Damage

  init(_ damage: Damage) { self.damage = damage }

  func cipher(for tenant: Tenant.ID) async throws(SealFailure) -> any TenantCipher {
    guard tenant != .platform else { return try await base.cipher(for: tenant) }
    guard !damage.isLocked else { throw .unknownMasterKey }
    return DamagedCipher(base: try await base.cipher(for: tenant), damage: damage)
  }

  func platformIndex(of value: [UInt8], for purpose: String) -> [UInt8] { base.platformIndex(of: value, for: purpose) }
  func forget(_ tenant: Tenant.ID) {}
}

private struct DamagedCipher: TenantCipher {
  let base: any TenantCipher
  let damage: Damage

  func seal(_ plain: [UInt8], as identity: RowIdentity) throws(SealFailure) -> [UInt8] {
    damage.wrote(identity)
    return try base.seal(plain, as: identity)
  }

  func open(_ sealed: [UInt8], as identity: RowIdentity) throws(SealFailure) -> [UInt8] {
    guard !damage.covers(identity) else { throw .tampered }
    return try base.open(sealed, as: identity)
  }

  func blindIndex(of value: [UInt8], for purpose: String) -> [UInt8] { base.blindIndex(of: value, for: purpose) }
}
