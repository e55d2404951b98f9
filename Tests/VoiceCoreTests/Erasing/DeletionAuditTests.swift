import Generators
import MemoryStore
import Synchronization
import Testing
import VoiceCore

@Suite("What the logs say of tenants that come and go", .timeLimit(.minutes(1)))
struct DeletionAuditTests {
  private let ada = AuditActor.known(AuditReference(.user, Identifier(0xADA) as User.ID))

  @Test func `the deployment's log says who made and who deleted a tenant, once, and is whole`() async throws {
    let bench = ErasingBench()
    let create = CreateTenant(
      store: bench.store, auditing: bench.auditing, ids: bench.ids, secrets: .counting(), passwords: OpenPasswords())
    let made = try await create(try Self.request(), by: ada)
    _ = try await bench.delete()(made.tenant.id, by: ada)
    for _ in 1...2 { _ = try await bench.erase()(made.tenant.id) }
    let told = try await bench.audited(.platform)
    #expect(told.map(\.action) == [.provisionTenant, .deleteTenant])
    #expect(told.allSatisfy { $0.actor == ada && $0.subject == AuditReference(.tenant, made.tenant.id) })
    let verdict = try await CheckAuditLog(store: bench.store, digest: bench.auditing.digest)(of: .platform)
    guard case .intact(let head) = verdict, head.position == 2 else {
      Issue.record("\(verdict)")
      return
    }
  }

  @Test func `who deleted it is known though somebody else comes to it first`() async throws {
    let bench = try await ErasingBench.provisioned()
    let closure = try await bench.store.erasure.close(bench.tenant, by: ada, at: bench.time.now())
    #expect(closure.actor == ada)
    // A worker of another node.
    try await bench.erase().shut(bench.tenant)
    #expect(try await bench.audited(.platform).map(\.actor) == [ada])
  }

  @Test func `nothing is told in the log of a tenant that is closed`() async throws {
    let bench = try await ErasingBench.provisioned()
    let refusal = bench.auditing(.removeUser, by: ada)
    await RecordRefusal(store: bench.store)(refusal, in: bench.tenant)
    #expect(try await bench.audited(bench.tenant).map(\.outcome) == [.done, .refused])
    _ = try await bench.delete(through: KeepsKeys(base: bench.store))(bench.tenant, by: ada)
    let another = bench.auditing(.addUser, by: ada)
    await RecordRefusal(store: bench.store)(another, in: bench.tenant)
    #expect(try await bench.audited(bench.tenant).map(\.action) == [.provisionTenant, .removeUser, .deleteTenant])
    #expect(try await bench.closure().auditHead?.position == 3)
  }

  @Test func `a use case that commits finds no tenant once it is closed`() async throws {
    let bench = try await ErasingBench.provisioned()
    _ = try await bench.delete(through: KeepsKeys(base: bench.store))(bench.tenant, by: ada)
    let make = MakeUser(store: bench.store, ids: bench.ids, passwords: OpenPasswords(), auditing: bench.auditing)
    let email = try #require(EmailAddress("eve@example.com"))
    let plan = MakeUser.Plan(email: email, name: "Eve", role: .agent, password: "four words, no rule")
    await #expect(throws: UserFailure.notFound) {
      _ = try await make(plan, by: .bearer(.user(Identifier(1), .tenantAdmin, of: bench.tenant)), in: bench.tenant)
    }
    let change = ChangeTenant(store: bench.store, auditing: bench.auditing)
    await #expect(throws: TenantFailure.notFound) { _ = try await change(bench.tenant, name: "New", by: ada) }
  }

  @Test func `no platform administrator comes to a tenant that goes, however close they are`() async throws {
    let email = try #require(EmailAddress("root@example.com"))
    for _ in 1...50 {
      let bench = try await ErasingBench.provisioned()
      let make = MakeUser(store: bench.store, ids: bench.ids, passwords: OpenPasswords(), auditing: bench.auditing)
      let plan = MakeUser.Plan(email: email, name: "Root", role: .platformAdmin, password: "four words, no rule")
      let delete = bench.delete()
      let tenant = bench.tenant
      async let made = try? make(plan, by: .bearer(.user(Identifier(1), .platformAdmin, of: nil)), in: tenant)
      async let deleted = try? delete(tenant, by: ada)
      let both = (await made != nil, await deleted != nil)
      #expect(both != (true, true))
    }
  }

  @Test(arguments: [Tenant.ID.platform, Tenant.nobody])
  func `no tenant has an id of the deployment's own`(id: Tenant.ID) async throws {
    let bench = ErasingBench()
    let create = CreateTenant(
      store: bench.store, auditing: bench.auditing, ids: bench.ids, secrets: .counting(), passwords: OpenPasswords())
    await #expect(throws: TenantFailure.notFound) { _ = try await create(try Self.request(id), by: ada) }
  }

  @Test func `keys are withdrawn after a refusal only, never when the outcome is unknown`() async throws {
    let bench = try await ErasingBench.provisioned()
    let watched = KeepsKeys(base: bench.store)
    for step in 0...4 {
      let faulty = FaultyStore(watched, fuse: Fuse(blowsAt: step, staysDead: false))
      let create = CreateTenant(
        store: faulty, auditing: bench.auditing, ids: bench.ids, secrets: .counting(), passwords: OpenPasswords())
      do throws(TenantFailure) {
        _ = try await create(try Self.request(Identifier(0xF0 + UInt128(step)), at: "d\(step).example"), by: ada)
      } catch {
        #expect(error == .unavailable)
      }
    }
    #expect(watched.withdrawals == [])
    let create = CreateTenant(
      store: watched, auditing: bench.auditing, ids: bench.ids, secrets: .counting(), passwords: OpenPasswords())
    let taken = try Self.request(Identifier(0xFF), at: bench.plan.tenant.domain.text)
    await #expect(throws: TenantFailure.taken(.domain)) { _ = try await create(taken, by: ada) }
    #expect(watched.withdrawals == [Identifier(0xFF)])
  }

  private static func request(
    _ id: Tenant.ID? = nil, at domain: String = "acme.example"
  ) throws(TenantFailure) -> CreateTenant.Request {
    guard let domain = TenantDomain(domain), let service = PhoneNumber("+14155550100"),
      let email = EmailAddress("ada@acme.example")
    else { throw .badName }
    return CreateTenant.Request(
      id: id, name: "Acme", domain: domain, customerService: service, administrator: email, administratorName: "Ada",
      password: "four words, no rule")
  }
}

private struct OpenPasswords: Passwords {
  func verifier(for password: String) async throws(PasswordFailure) -> PasswordVerifier {
    PasswordVerifier(text: password)
  }
  func verify(_ password: String, against verifier: PasswordVerifier?) async throws(PasswordFailure) -> Bool { true }
}

/// A store that is interrupted before it destroys any keys, and remembers whose it was to withdraw.
private final class KeepsKeys: ErasableStore {
  private let base: any ErasableStore
  private let withdrawn = Mutex<[Tenant.ID]>([])

  init(base: any ErasableStore) { self.base = base }

  var withdrawals: [Tenant.ID] { withdrawn.withLock { $0 } }

  func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome { try await base.read(for: tenant, body) }

  func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome { try await base.transaction(for: tenant, body) }

  var platform: any PlatformDirectory { base.platform }
  var erasure: any TenantErasure { Erasure(base: base.erasure, owner: self) }
  func commits() -> AsyncStream<Void> { base.commits() }
  func ping() async throws(StoreFailure) {}

  private struct Erasure: TenantErasure {
    let base: any TenantErasure
    let owner: KeepsKeys

    func close(
      _ tenant: Tenant.ID, by actor: AuditActor, at moment: Timestamp
    ) async throws(StoreFailure) -> TenantClosure { try await base.close(tenant, by: actor, at: moment) }
    func closure(of tenant: Tenant.ID) async throws(StoreFailure) -> TenantClosure? {
      try await base.closure(of: tenant)
    }
    func unfinished() async throws(StoreFailure) -> [Tenant.ID] { try await base.unfinished() }
    func erased(after cursor: Tenant.ID?, limit: Int) async throws(StoreFailure) -> [Tenant.ID] {
      try await base.erased(after: cursor, limit: limit)
    }
    func keep(_ last: LastWork, of tenant: Tenant.ID) async throws(StoreFailure) {
      try await base.keep(last, of: tenant)
    }
    func strike(_ legs: [CarrierCallID], of tenant: Tenant.ID) async throws(StoreFailure) {
      try await base.strike(legs, of: tenant)
    }
    func strike(_ recordings: [CarrierRecording], of tenant: Tenant.ID) async throws(StoreFailure) {
      try await base.strike(recordings, of: tenant)
    }
    func destroyKeys(of tenant: Tenant.ID, at moment: Timestamp) async throws(StoreFailure) {}
    func withdrawKeys(of tenant: Tenant.ID) async throws(StoreFailure) {
      owner.withdrawn.withLock { $0.append(tenant) }
    }
    func sweep(
      _ part: ErasurePart, of tenant: Tenant.ID, from place: SweepPlace, limit: Int
    ) async throws(StoreFailure) -> Swept { .nothingLeft }
    func count(objects: Int, of tenant: Tenant.ID) async throws(StoreFailure) {}
    func remains(of tenant: Tenant.ID) async throws(StoreFailure) -> [ErasureStatement.Count] { [] }
    func finish(_ statement: SignedErasureStatement) async throws(StoreFailure) {}
  }
}
