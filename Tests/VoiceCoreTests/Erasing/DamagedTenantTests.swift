import Generators
import Testing
import VoiceCore

@Suite("Erasing a tenant that can't be read", .timeLimit(.minutes(1)))
struct DamagedTenantTests {
  @Test(arguments: [
    ["calls"], ["live_calls"], ["audit_heads"], ["audit_entries"], ["tenants"], ["users"],
    ["tenants", "users", "calls", "live_calls", "audit_heads", "audit_entries", "phone_lines"],
  ])
  func `rows that don't open keep nobody from deleting it, destroying its keys and sweeping`(tables: [String])
    async throws
  {
    let bench = try await ErasingBench.provisioned()
    try await bench.fill(atNode: 1, handedOver: 2)
    bench.damage.spoil(Set(tables))
    _ = try await bench.delete()(bench.tenant, by: .commandLine)
    #expect(try await bench.closure().keysDestroyedAt != nil)
    bench.time.advance(by: .seconds(600))
    guard case .erased = try await bench.erase()(bench.tenant) else {
      Issue.record("not erased")
      return
    }
    #expect(try await bench.store.erasure.remains(of: bench.tenant) == [])
    #expect(try await bench.audited(.platform).map(\.action) == [.deleteTenant])
  }

  @Test func `a key that nobody can unwrap keeps nobody either`() async throws {
    let bench = try await ErasingBench.provisioned()
    bench.damage.lock()
    _ = try await bench.delete()(bench.tenant, by: .commandLine)
    bench.time.advance(by: .seconds(600))
    guard case .erased(let signed) = try await bench.erase()(bench.tenant) else {
      Issue.record("not erased")
      return
    }
    #expect(signed.statement.auditHead.position == 0)
  }

  @Test func `what can be read of the audit log is kept`() async throws {
    let bench = try await ErasingBench.provisioned()
    bench.damage.spoil(["tenants", "calls"])
    _ = try await bench.delete()(bench.tenant, by: .commandLine)
    #expect(try await bench.closure().auditHead?.position == 2)
  }

  @Test func `calls that can be read are hung up beside those that can't`() async throws {
    let bench = try await ErasingBench.provisioned()
    try await bench.fill(atNode: 0, handedOver: 2)
    bench.damage.spoil(["audit_heads", "tenants"])
    _ = try await bench.delete()(bench.tenant, by: .commandLine)
    #expect(try await bench.closure().handedOver == [try ErasingBench.leg(0), try ErasingBench.leg(1)])
  }

  @Test func `a platform administrator's row that doesn't open may hide others, unless one insists`() async throws {
    let email = try #require(EmailAddress("root@example.com"))
    let bench = try await ErasingBench.provisioned([
      User(id: Identifier(5), email: email, name: "Root", role: .platformAdmin, password: PasswordVerifier(text: "v"))
    ])
    for table in ["", "users"] {
      bench.damage.spoil([table])
      await #expect(throws: TenantFailure.holdsPlatformAdministrators) {
        _ = try await bench.delete()(bench.tenant, by: .commandLine)
      }
    }
    #expect(try await bench.store.erasure.closure(of: bench.tenant) == nil)
    _ = try await bench.delete()(bench.tenant, by: .commandLine, care: .insists)
    #expect(try await bench.closure().keysDestroyedAt != nil)
  }

  @Test func `what might be read later the keys wait for, and not for ever`() async throws {
    let bench = try await ErasingBench.provisioned()
    _ = try await bench.store.erasure.close(bench.tenant, by: .commandLine, at: bench.time.now())
    let shut = bench.erase(through: Busy(base: bench.store)).shut
    await #expect(throws: StoreFailure.unavailable) { try await shut(bench.tenant) }
    #expect(try await bench.closure().keysDestroyedAt == nil)
    bench.time.advance(by: .seconds(600))
    _ = try await shut(bench.tenant)
    #expect(try await bench.closure().keysDestroyedAt != nil)
  }

  @Test func `a list of tenants names those that can't be read`() async throws {
    let bench = try await ErasingBench.provisioned()
    bench.damage.spoil(["tenants"])
    let page = try await ReadTenants(store: bench.store).page(after: nil, limit: 10)
    #expect(page.tenants == [] && page.damaged == [bench.tenant])
  }
}

/// A store that has no time for units of work.
private struct Busy: ErasableStore {
  let base: any ErasableStore

  func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome { try await base.read(for: tenant, body) }

  func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome { throw .unavailable }

  var platform: any PlatformDirectory { base.platform }
  var erasure: any TenantErasure { base.erasure }
  func commits() -> AsyncStream<Void> { base.commits() }
  func ping() async throws(StoreFailure) {}
}
