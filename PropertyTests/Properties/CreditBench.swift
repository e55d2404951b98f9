import Generators
import PropertyTesting
import VoiceCore

/// A company over any store, whose calls come at two nodes: what it has, and what its account says of it.
struct CreditBench: Sendable {
  /// A call that runs.
  private struct Live {
    let place: CallPlace
    let carrierID: CarrierCallID
    let token: String
  }

  private let store: any Store
  private let time = ManualTime()
  private let tenant: Tenant.ID
  private let tokens = SecretTokens.counting()
  private let ids = IDSource.counting()
  private let nodes: [AnswerCall]
  private var live: [Live] = []
  private var known = CreditBook.Known()
  private var begun: [CreditWarning]
  private var calls: [Call.ID] = []
  private var count = 0

  init(_ store: any Store, _ history: CreditHistory) async throws {
    self.store = store
    var account = BillingAccount(plan: CreditHistory.plan, atLimit: history.policy)
    let (change, metered) = CreditBook.beginning(of: &account, leaving: history.left, at: time.now())
    begun = change.warnings
    known.isAboveEverWanted = history.policy == .overage
    if let metered { known.metered[metered.call] = (metered.seconds, time.now()) }
    var plan = TestTenant.plan(1)
    plan.billing = account
    tenant = plan.tenant.id
    try await ProvisionTenant(store: store)(plan)
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      for entry in change.entries { try await scope.save(entry) }
    }
    let (time, tokens, ids) = (time, tokens, ids)
    nodes = (0..<2).map { _ in
      AnswerCall(
        store: store, time: time, ids: ids, tokens: tokens, admission: .open,
        desk: ScreeningDesk(store: store, chance: Chance { 0 }))
    }
  }

  mutating func live(_ step: CreditHistory.Step) async throws {
    switch step {
    case .arrive(let count): try await arrive(count)
    case .end(let place, let seconds, let told): try await end(place, after: seconds, told: told)
    case .months(let count): time.advance(by: .seconds(count * 31 * 86_400))
    case .plan(let plan):
      known.isPlanSteady = false
      _ = try await change(plan: plan, atLimit: nil)
    case .policy(let policy): _ = try await change(plan: nil, atLimit: policy)
    }
    if try await account().atLimit == .overage { known.isAboveEverWanted = true }
  }

  private func change(plan: BillingPlan?, atLimit: LimitPolicy?) async throws -> BillingAccount {
    let auditing = Auditing(time: time, ids: ids, digest: TenancyBench.digest)
    return try await ChangeSubscription(store: store, time: time, auditing: auditing)(
      plan: plan, atLimit: atLimit, by: .user(User.ID(1), .platformAdmin, of: nil), in: tenant)
  }

  private func account() async throws -> BillingAccount {
    let account = try await ReadCredits(store: store, time: time).account(of: tenant)
    return try requireSome(account, "a tenant begins with an account")
  }

  /// So many at once, at both nodes.
  private mutating func arrive(_ count: Int) async throws {
    let before = try await account()
    var announced: [(node: AnswerCall, announcement: AnswerCall.Announcement)] = []
    for _ in 1...count {
      self.count += 1
      let carrierID = try requireSome(CarrierCallID("CA\(self.count)"), "a name")
      announced.append(
        (nodes[self.count % 2], .init(carrierID: carrierID, caller: .withheld, dialled: TestTenant.line(of: 1))))
    }
    let answers = try await withThrowingTaskGroup(
      of: (CarrierCallID, AnswerCall.Answer).self, returning: [(CarrierCallID, AnswerCall.Answer)].self
    ) { group in
      for (node, announcement) in announced {
        group.addTask { (announcement.carrierID, try await node(announcement)) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    var admitted = 0
    for (carrierID, answer) in answers.sorted(by: { $0.0.text < $1.0.text }) where try await take(answer, carrierID) {
      admitted += 1
    }
    let left = before.ledger.balances[.available]
    let reserves = (left + CreditLedger.reserve - 1) / CreditLedger.reserve
    try requireEqual(
      admitted, before.atLimit == .overage ? count : min(count, reserves), "as many are admitted as take a reserve")
  }

  /// Whether it was admitted.
  private mutating func take(_ answer: AnswerCall.Answer, _ carrierID: CarrierCallID) async throws -> Bool {
    let place: CallPlace
    var token: String?
    switch answer {
    case .connect(let granted, let found): (token, place) = (granted, found)
    case .onward(let onward): place = onward.place
    case .busy(let found): place = found
    default: throw RequirementFailure("somebody calls, and is answered", fileID: #fileID, line: #line)
    }
    calls.append(place.call)
    let credit = try await call(place.call).credit
    try requireEqual(credit?.hold != nil, token != nil, "the receptionist talks with whom a reserve was taken for")
    guard let token else {
      known.turnedAway.append(BillingPeriod(containing: time.now()))
      return false
    }
    live.append(Live(place: place, carrierID: carrierID, token: token))
    return true
  }

  private func call(_ id: Call.ID) async throws -> Call {
    let call = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.call(id) }
    return try requireSome(call, "a call is kept")
  }

  /// A call ends, as several say at once.
  private mutating func end(_ place: Int, after seconds: Int?, told: Int) async throws {
    guard !live.isEmpty else { return }
    let ending = live.remove(at: place % live.count)
    if let seconds {
      // A token is good for a while only, and a call may have waited for months: it was answered when it came.
      try await answer(ending)
      time.advance(by: .seconds(seconds))
    }
    let causes: [Ending.Cause] = [.hungUp, .streamLost, .closed]
    let (store, time, tenant) = (store, time, tenant)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for cause in causes.prefix(told) {
        group.addTask {
          _ = try await EndCall(store: store, time: time)(.id(ending.place.call), of: tenant, because: cause)
        }
      }
      try await group.waitForAll()
    }
  }

  private func answer(_ call: Live) async throws {
    let now = time.now()
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      guard let ringing = try await scope.call(call.place.call) else { throw .notFound }
      try await scope.commit(ringing.decide(streamJoinedAt: now), to: ringing, at: now)
    }
  }

  /// What holds when all that was said is done.
  mutating func audit() async throws {
    let calls = calls
    let (records, facts, journal, kept) = try await store.read(for: tenant) { scope throws(StoreFailure) in
      var records: [CallDetailRecord] = []
      var facts: [Call.Fact] = []
      for call in calls {
        if let record = try await scope.detailRecord(of: call) { records.append(record) }
        facts += try await scope.facts(of: call).map(\.fact)
      }
      return (records, facts, try await scope.creditEntries(before: nil, limit: 500), try await scope.billingAccount())
    }
    var open: [(call: Call.ID, hold: CreditHold)] = []
    for id in calls {
      let call = try await call(id)
      guard let hold = call.credit?.hold else { continue }
      if let record = records.first(where: { $0.call == id }) {
        known.metered[id] = (Self.wholeSeconds(record.answeredDuration), record.endedAt)
      } else {
        open.append((id, hold))
      }
    }
    known.open = open
    let warnings = facts.compactMap { fact -> CreditWarning? in
      if case .creditsLow(let warning) = fact { warning } else { nil }
    }
    try CreditBook.audit(
      try requireSome(kept, "an account"), Array(journal.reversed()), known, begun + warnings)
  }

  /// Rounded up, in the law's own words.
  private static func wholeSeconds(_ span: Duration) -> Int {
    Int(span.components.seconds) + (span.components.attoseconds > 0 ? 1 : 0)
  }
}
