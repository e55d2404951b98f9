import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P03-tenant-data-cleanup.md
  static let p03TenantDataCleanup = VerifiedProperty(
    number: 3, title: "Tenant Data Cleanup",
    core: nil,
    store: { source in
      Property(3, "Tenant Data Cleanup", for: .cleanup, labels: P03.labels, coverage: P03.coverage) { cleanup in
        let bench = TenancyBench(try await source.make())
        for number in cleanup.contents.indices { try await P03.fill(number, cleanup.contents[number], at: bench) }
        let others = try await P03.Others(of: cleanup, at: bench)
        let before = try await bench.store.erasure.remains(of: TenancyBench.id(0))
        try await P03.delete(cleanup, at: bench)
        try await P03.requireSilence(cleanup, at: bench)
        try await P03.requireShut(at: bench)
        try await P03.requireHungUp(cleanup, at: bench)
        try await P03.settle(cleanup, at: bench)
        try await P03.requireGone(cleanup, before, at: bench)
        try others.requireSame(as: try await P03.Others(of: cleanup, at: bench))
        try await P03.requireFree(at: bench)
      }
    })
}

/// How much of each kind a tenant has.
struct TenantContents: Equatable, Sendable {
  let users: Int
  let entries: Int
  let calls: Int
  let objects: Int
  /// Sessions, API keys and stream grants: what lets somebody in.
  let credentials: Int
  /// How many of the calls the carrier has: people talk with each other there.
  let handedOver: Int
}

/// Tenants with contents, the first of which is deleted.
struct Cleanup: Equatable, Sendable {
  let contents: [TenantContents]
  let batch: Int
  /// The step at which everything stops, to be taken up again.
  let crashesAt: Int?
  /// Whether names must stay taken for a while.
  let settles: Bool
  /// How many sweep at the same time.
  let sweepers: Int

  var rule: ErasureRule { ErasureRule(batch: batch, settling: settles ? .seconds(600) : .zero) }
}

extension Gen where Value == Cleanup {
  fileprivate static var cleanup: Gen {
    let few = Gen<Int>.int(0...3)
    let contents = zip(zip(few, few, few), zip(few, few, few))
      .map { some, more in
        TenantContents(
          users: some.0, entries: some.1, calls: some.2, objects: more.0, credentials: more.1,
          handedOver: min(more.2, some.2))
      }
    return zip(
      Gen<[TenantContents]>.array(of: contents, count: 2...3), Gen<Int>.int(1...3),
      Gen<Int?>.optional(.int(0...70)), Gen<Bool>.bool, Gen<Int>.int(1...2)
    ).map { Cleanup(contents: $0, batch: $1, crashesAt: $2, settles: $3, sweepers: $4) }
  }
}

private enum P03 {
  static let coverage = [
    Coverage("it is interrupted", atLeast: 30), Coverage("names stay for a while", atLeast: 20),
    Coverage("more rows than a batch", atLeast: 20), Coverage("it has calls", atLeast: 30),
    Coverage("people talk with each other", atLeast: 20), Coverage("two sweep at once", atLeast: 30),
  ]

  static let labels: @Sendable (Cleanup) -> [String] = { cleanup in
    var labels: [String] = []
    if cleanup.crashesAt != nil { labels.append("it is interrupted") }
    if cleanup.settles { labels.append("names stay for a while") }
    if cleanup.contents[0].entries > cleanup.batch { labels.append("more rows than a batch") }
    if cleanup.contents[0].calls > 0 { labels.append("it has calls") }
    if cleanup.contents[0].handedOver > 0 { labels.append("people talk with each other") }
    if cleanup.sweepers > 1 { labels.append("two sweep at once") }
    return labels
  }

  static func digest(_ kind: String, _ tenant: Int, _ number: Int) -> TokenDigest {
    TokenDigest(hex: "\(kind) \(tenant) \(number)")
  }

  /// A tenant with something of everything.
  static func fill(_ tenant: Int, _ contents: TenantContents, at bench: TenancyBench) async throws {
    let id = TenancyBench.id(tenant)
    _ = try await bench.create(through: bench.store)(TenancyBench.request(tenant), by: .commandLine)
    let now = bench.time.now()
    try await bench.store.transaction(for: id) { scope throws(StoreFailure) in
      for number in 0..<contents.users {
        guard let email = EmailAddress("u\(number)@example.com") else { throw .corrupt }
        try await scope.save(
          User(
            id: Identifier(UInt128(100 + number)), email: email, name: "User \(number)", role: .agent,
            password: PasswordVerifier(text: "of \(tenant)")))
      }
      for number in 0..<contents.entries {
        try await scope.save(
          KnowledgeEntry(id: Identifier(UInt128(number)), question: "q", answer: "of \(tenant)", priority: number))
        try await scope.allow(TenancyBench.line(50 + number), as: Identifier(UInt128(50 + number)))
      }
      for number in 0..<contents.credentials {
        let some = UInt128(number)
        try await scope.save(
          Session(
            id: Identifier(some), user: Identifier(100), family: digest("session", tenant, number),
            first: digest("turn", tenant, number), startedAt: now))
        try await scope.save(
          APIKey(
            id: Identifier(some), name: "key", digest: digest("key", tenant, number), hint: "vc", scopes: [.readCalls],
            createdBy: Identifier(100), createdAt: now, expiresAt: nil))
        try await scope.save(
          StreamGrant(digest: digest("grant", tenant, number), call: Identifier(0), expiresAt: now + .seconds(60)))
      }
    }
    for number in 0..<contents.calls {
      try await call(number, of: tenant, isHandedOver: number < contents.handedOver, at: bench)
    }
    for number in 0..<contents.objects {
      guard let key = ObjectKey(tenant: id, "calls", "\(number).wav") else { continue }
      try await bench.objects.put([UInt8(tenant)], at: key)
    }
  }

  private static func call(
    _ number: Int, of tenant: Int, isHandedOver: Bool, at bench: TenancyBench
  ) async throws {
    guard let carrierID = CarrierCallID(leg(number, of: tenant)) else { return }
    var ringing = Call(
      id: Identifier(UInt128(0xC000 + number)), carrierID: carrierID, direction: .inbound, caller: .withheld,
      dialled: TenancyBench.line(tenant), startedAt: bench.time.now(), language: .english)
    if isHandedOver { ringing.evolve(.transferStarted(Transfer(reason: .callerWish, department: nil))) }
    let call = ringing
    let holder: LiveCall.Holder = isHandedOver ? .carrier : .node(Identifier(7))
    try await bench.store.transaction(for: TenancyBench.id(tenant)) { scope throws(StoreFailure) in
      try await scope.save(call, facts: [.started, .rang], intentions: [.hangUp], at: call.startedAt)
      try await scope.save(LiveCall(call: call.id, holder: holder, since: call.startedAt))
      try await scope.append([Utterance(.caller, "of \(tenant)", at: call.startedAt)], to: call.id)
    }
  }

  private static func leg(_ number: Int, of tenant: Int) -> String { "CA\(tenant)-\(number)" }

  /// Deletes the first tenant; interrupted at a step, if one is named. Afterwards it is closed, whoever had to see to it.
  static func delete(_ cleanup: Cleanup, at bench: TenancyBench) async throws {
    let id = TenancyBench.id(0)
    let fuse = Fuse(blowsAt: cleanup.crashesAt, staysDead: true)
    let faulty = FaultyStore(bench.store, fuse: fuse)
    let erase = bench.erase(through: faulty, cleanup.rule)
    do {
      _ = try await DeleteTenant(store: faulty, erase: erase, time: bench.time)(id, by: .commandLine)
      _ = try await erase(id)
    } catch {
      try require(fuse.hasBlown, "nothing fails by itself: \(error)")
    }
    fuse.mend()
    if let closure = try await bench.store.erasure.closure(of: id) {
      // From the closing on it needs nobody who asks for it: what comes next is the worker's.
      if closure.statement == nil {
        try agree(try await bench.store.erasure.unfinished(), [id], "a worker finds what isn't finished")
        _ = try await P03.erase(cleanup, at: bench)
      }
      return
    }
    // It was interrupted before it began: then it hasn't, and may be asked for again.
    try agree(try await bench.store.platform.tenants().contains(id), true, "one that isn't closed is served")
    _ = try await DeleteTenant(store: bench.store, erase: erase, time: bench.time)(id, by: .commandLine)
    _ = try await P03.erase(cleanup, at: bench)
  }

  /// Comes to it, as often and as many at once as there are nodes; what the last one who had something to do says.
  private static func erase(_ cleanup: Cleanup, at bench: TenancyBench) async throws -> EraseTenant.Progress {
    let erase = bench.erase(through: bench.store, cleanup.rule)
    let all = try await withThrowingTaskGroup(of: EraseTenant.Progress.self) { group in
      for _ in 0..<cleanup.sweepers { group.addTask { try await erase(TenancyBench.id(0)) } }
      var all: [EraseTenant.Progress] = []
      for try await progress in group { all.append(progress) }
      return all
    }
    return all.last { $0 != .elsewhere } ?? .elsewhere
  }

  /// Neither door opens any more.
  static func requireShut(at bench: TenancyBench) async throws {
    let id = TenancyBench.id(0)
    var failures: [StoreFailure?] = []
    do throws(StoreFailure) {
      _ = try await bench.store.read(for: id) { scope throws(StoreFailure) in try await scope.tenant() }
      failures.append(nil)
    } catch {
      failures.append(error)
    }
    do throws(StoreFailure) {
      try await bench.store.transaction(for: id) { scope throws(StoreFailure) in
        try await scope.save(BillingAccount())
      }
      failures.append(nil)
    } catch {
      failures.append(error)
    }
    try agree(failures, [.notFound, .notFound], "both doors are shut once the keys are destroyed")
  }

  /// The carrier ended what no session could, and nothing of anybody else.
  static func requireHungUp(_ cleanup: Cleanup, at bench: TenancyBench) async throws {
    try agree(
      bench.carrier.hungUp, (0..<cleanup.contents[0].handedOver).map { leg($0, of: 0) },
      "calls in which people talk with each other are hung up")
    let told = try await bench.store.read(for: .platform) { scope throws(StoreFailure) in
      try await scope.auditEntries(after: 0, limit: 100).map(\.entry)
    }
    try agree(
      told.filter { $0.action == .deleteTenant }.map(\.actor), [.commandLine],
      "the deployment's log says once who deleted it")
  }

  /// No look-up finds it, and nobody gets in.
  static func requireSilence(_ cleanup: Cleanup, at bench: TenancyBench) async throws {
    let platform = bench.store.platform
    let request = TenancyBench.request(0)
    try agree(try await platform.tenant(at: request.domain), nil, "nobody signs in at its domain")
    try agree(try await platform.tenants().contains(TenancyBench.id(0)), false, "it is no tenant any more")
    for number in 0..<cleanup.contents[0].credentials {
      try agree(try await platform.tenant(ofSession: digest("session", 0, number)), nil, "no session goes on")
      try agree(try await platform.tenant(ofAPIKey: digest("key", 0, number)), nil, "no key opens it")
      try agree(try await platform.tenant(granting: digest("grant", 0, number)), nil, "no stream joins it")
    }
    guard let carrierID = CarrierCallID("CA-new") else { return }
    let answer = AnswerCall(
      store: bench.store, time: bench.time, ids: bench.ids, tokens: bench.secrets, admission: .open,
      desk: ScreeningDesk(store: bench.store, chance: Chance { 6 }))
    try agree(
      try await answer(.init(carrierID: carrierID, caller: .withheld, dialled: TenancyBench.line(0))), .unknownNumber,
      "calls to its number are rejected")
    let next = ContinueCall(store: bench.store, time: bench.time, tokens: bench.secrets)
    if let known = CarrierCallID(leg(0, of: 0)) {
      try agree(try await next(known, dialled: TenancyBench.line(0)), .hangUp, "calls that are on end")
    }
    let heads = try await platform.logHeads(after: nil, limit: 100)
    try agree(heads.contains { $0.tenant == TenancyBench.id(0) }, false, "followers don't see it")
  }

  /// Its names stay taken until nobody can write for it any more; then the rest goes.
  static func settle(_ cleanup: Cleanup, at bench: TenancyBench) async throws {
    guard cleanup.settles else {
      guard case .erased = try await erase(cleanup, at: bench) else {
        try require(false, "a pass without an interruption comes to the end")
        return
      }
      return
    }
    let keysGone = try await bench.store.erasure.closure(of: TenancyBench.id(0))?.keysDestroyedAt
    try agree(
      try await erase(cleanup, at: bench), keysGone.map { .settling(until: $0 + cleanup.rule.settling) },
      "what others may still write for is watched for a while, from the end of the keys on")
    let rival = await P03.found(at: bench)
    try agree(rival, .taken(.domain), "until then nobody else gets its domain")
    bench.time.advance(by: cleanup.rule.settling)
    guard case .erased = try await erase(cleanup, at: bench) else {
      try require(false, "then all of it goes")
      return
    }
  }

  /// Nothing of it is left, and a statement says so.
  static func requireGone(
    _ cleanup: Cleanup, _ before: [ErasureStatement.Count], at bench: TenancyBench
  ) async throws {
    let id = TenancyBench.id(0)
    try agree(try await bench.store.erasure.remains(of: id), [], "no row of it is left in any table")
    try agree(
      bench.objects.keys.filter { $0.hasPrefix("tenants/\(id)/") }, [], "no object of it is left")
    try agree(try await bench.store.erasure.unfinished(), [], "nothing is left to be done")
    guard let signed = try await bench.store.erasure.closure(of: id)?.statement else {
      try require(false, "a statement stays")
      return
    }
    try require(signed.isGenuine(to: TenancyBench.signer), "the statement is signed by the deployment")
    try agree(signed.statement.auditHead.position, 2, "its audit log ended with the deletion")
    let counted = Dictionary(uniqueKeysWithValues: signed.statement.counts.map { ($0.table, $0.rows) })
    for count in before where Self.isSteady(count.table) {
      try agree(counted[count.table], count.rows, "the statement counts what was in \(count.table)")
    }
    if cleanup.crashesAt == nil {
      try agree(counted["objects"] ?? 0, cleanup.contents[0].objects, "the statement counts its objects")
    }
  }

  /// Tables in which the deletion itself changes no number.
  private static func isSteady(_ table: String) -> Bool {
    [
      "users", "sessions", "api_keys", "stream_grants", "phone_lines", "departments", "spam_rules", "allow_list",
      "knowledge_entries", "calls", "live_calls", "call_intentions", "utterances", "billing_accounts",
      "webhook_secrets", "tenants",
    ].contains(table)
  }

  /// Its names can be had.
  static func requireFree(at bench: TenancyBench) async throws {
    try agree(await found(at: bench), nil, "its domain and its number are free")
  }

  /// Why another tenant can't have the first one's names; `nil` when it can, and has.
  private static func found(at bench: TenancyBench) async -> TenantFailure? {
    let request = TenancyBench.request(0, id: TenancyBench.id(9))
    do throws(TenantFailure) {
      _ = try await bench.create(through: bench.store)(request, by: .commandLine)
      return nil
    } catch {
      return error
    }
  }

  /// What the others have.
  struct Others: Equatable, Sendable {
    let views: [[String]]
    let rows: [[ErasureStatement.Count]]
    let objects: [String]

    init(of cleanup: Cleanup, at bench: TenancyBench) async throws {
      var views: [[String]] = []
      var rows: [[ErasureStatement.Count]] = []
      for number in cleanup.contents.indices.dropFirst() {
        views.append(try await TenancyBench.view(of: TenancyBench.id(number), in: bench.store))
        rows.append(try await bench.store.erasure.remains(of: TenancyBench.id(number)))
      }
      self.views = views
      self.rows = rows
      objects = bench.objects.keys.filter { !$0.hasPrefix("tenants/\(TenancyBench.id(0))/") }
    }

    func requireSame(as later: Others) throws {
      for (one, other) in zip(views, later.views) {
        for (line, laterLine) in zip(one, other) {
          try agree(laterLine, line, "other tenants read back equal")
        }
      }
      try agree(later, self, "nothing of other tenants changes")
    }
  }
}
