import Generators
import MemoryStore
import Synchronization
import Testing
import VoiceCore

@Suite("The desk where rules are compiled")
struct ScreeningDeskTests {
  private let store = MeddledStore()
  private let time = ManualTime()
  private let ids = IDSource.counting()
  private let tokens = SecretTokens.counting()
  private let plan = TestTenant.plan(1)
  private let desk: ScreeningDesk
  private let caller: PhoneNumber

  init() async throws {
    desk = ScreeningDesk(store: store, chance: Chance { 6 })
    caller = try #require(PhoneNumber("+15550100150"))
    try await ProvisionTenant(store: store)(plan)
  }

  private var answer: AnswerCall {
    AnswerCall(
      store: store, time: time, ids: ids, tokens: tokens, admission: .open, desk: desk)
  }

  private func announce(_ name: String) async throws -> AnswerCall.Answer {
    try await answer(
      .init(
        carrierID: try #require(CarrierCallID(name)), caller: .number(caller), dialled: TestTenant.line(of: 1)))
  }

  private func check() async throws -> SpamAction {
    try await CheckSpam(store: store, desk: desk)(
      ScreeningSample(caller: .number(caller)), in: plan.tenant.id
    ).action
  }

  private static func add(_ rule: SpamRule, to store: MemoryStore, of tenant: Tenant.ID) async {
    do throws(StoreFailure) {
      try await store.transaction(for: tenant) { scope throws(StoreFailure) in try await scope.save(rule) }
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test func `rules are read once a change, not once a call`() async throws {
    func reads(of work: () async throws -> Void) async throws -> Int {
      let before = store.reads.withLock { $0 }
      try await work()
      return store.reads.withLock { $0 } - before
    }
    #expect(try await reads { _ = try await announce("CA1") } == 1)
    for name in ["CA2", "CA3"] {
      #expect(try await reads { _ = try await announce(name) } == 0)
    }
    await Self.add(SpamRule(id: Identifier(1), sign: .number(caller)), to: store.rows, of: plan.tenant.id)
    #expect(try await reads { _ = try await announce("CA4") } == 1)
    #expect(try await reads { _ = try await announce("CA5") } == 0)
  }

  @Test func `of many who want new rules at once, one reads them`() async throws {
    await withTaskGroup(of: SpamAction?.self) { group in
      for _ in 0..<20 { group.addTask { try? await check() } }
      for await action in group { #expect(action == .allow) }
    }
    // Each has its own snapshot to judge in, and one was for the rules.
    #expect(store.reads.withLock { $0 } == 21)
  }

  @Test func `a rule that comes just before the unit of work counts`() async throws {
    _ = try await announce("CA1")
    let (times, rule, tenant) = (Told(), SpamRule(id: Identifier(1), sign: .number(caller)), plan.tenant.id)
    store.meddle { rows in
      guard times.all.isEmpty else { return }
      times.add("once")
      await Self.add(rule, to: rows, of: tenant)
    }
    guard case .rejected = try await announce("CA2") else { return #expect(Bool(false), "let through") }
    #expect(try await check() == .block)
  }

  @Test func `rules that change all the time still decide, within few tries`() async throws {
    let (times, sign, tenant) = (Told(), SpamRule.Sign.number(caller), plan.tenant.id)
    store.meddle { rows in
      times.add("again")
      await Self.add(SpamRule(id: Identifier(1), sign: sign, weight: times.all.count), to: rows, of: tenant)
    }
    guard case .rejected = try await announce("CA1") else { return #expect(Bool(false), "let through") }
    #expect(times.all.count == 3)
  }

  @Test func `a tenant that isn't there has no rules, and holds up nobody`() async throws {
    let nowhere: Tenant.ID = Identifier(77)
    for _ in 1...2 {
      await #expect(throws: StoreFailure.notFound) {
        try await CheckSpam(store: store, desk: desk)(ScreeningSample(caller: .withheld), in: nowhere)
      }
    }
    #expect(try await check() == .allow)
  }

  @Test func `each tenant has its own thresholds`() async throws {
    let other = TestTenant.plan(2, thresholds: SpamThresholds(flag: SpamScore(10), challenge: SpamScore(20)))
    try await ProvisionTenant(store: store)(other)
    let rule = SpamRule(id: Identifier(1), sign: .number(caller), action: .allow, weight: 20)
    var actions: [SpamAction] = []
    for tenant in [plan.tenant.id, other.tenant.id] {
      await Self.add(rule, to: store.rows, of: tenant)
      let verdict = try await CheckSpam(store: store, desk: desk)(
        ScreeningSample(caller: .number(caller)), in: tenant)
      actions.append(verdict.action)
    }
    #expect(actions == [.allow, .challenge])
  }

  @Test func `an administrator changes the thresholds, which is told once`() async throws {
    let boss = AuditActor(Bearer.user(Identifier(1), .tenantAdmin, of: plan.tenant.id))
    let digest = AuditChainTests.digest
    let change = ChangeSettings(
      store: store, zones: DeclaredTimeZones(), auditing: Auditing(time: time, ids: .counting(), digest: digest))
    let thresholds = SpamThresholds(flag: SpamScore(5))
    let wanted = ChangeSettings.Change(thresholds: thresholds)
    for _ in 1...2 {
      let settings = try await change(to: wanted, by: boss, in: plan.tenant.id)
      #expect(settings.spamThresholds == thresholds)
    }
    await #expect(throws: RoutingFailure.changedMeanwhile) {
      try await change(to: ChangeSettings.Change(thresholds: SpamThresholds()), by: boss, in: plan.tenant.id) {
        $0.spamThresholds != thresholds
      }
    }
    let rule = SpamRule(id: Identifier(1), sign: .number(caller), action: .allow, weight: 5)
    await Self.add(rule, to: store.rows, of: plan.tenant.id)
    #expect(try await check() == .flag)
    let told = try await store.read(for: plan.tenant.id) { scope throws(StoreFailure) in
      try await scope.auditEntries(after: 0, limit: 10).map(\.entry.action)
    }
    #expect(told == [.changeTenant])
    await #expect(throws: RoutingFailure.notFound) { try await change(to: wanted, by: boss, in: Identifier(77)) }
  }

  @Test func `trying the rules keeps nothing and counts nothing`() async throws {
    let reported = SpamRule.Sign.reports(try #require(CallerReports(atLeast: 1)))
    let repeated = SpamRule.Sign.repeatedCalls(try #require(RepeatedCalls(atLeast: 2, withinSeconds: 60)))
    for (id, sign) in [(1, reported), (2, repeated)] as [(UInt128, SpamRule.Sign)] {
      await Self.add(SpamRule(id: Identifier(id), sign: sign), to: store.rows, of: plan.tenant.id)
    }
    let before = store.rows.kept.map { "\($0.table) \(dumped($0.value))" }
    for _ in 1...5 { #expect(try await check() == .allow) }
    #expect(store.rows.kept.map { "\($0.table) \(dumped($0.value))" } == before)
  }
}
