import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P22-api-functionality.md
  static let p22APIFunctionality = VerifiedProperty(
    number: 22, title: "API Functionality",
    core: nil,
    store: { source in
      Property(
        22, "API Functionality", for: .mannersCase, labels: P22.labels,
        coverage: [
          Coverage("several pages", atLeast: 20), Coverage("a row comes meanwhile", atLeast: 20),
          Coverage("a row goes meanwhile", atLeast: 20), Coverage("a key again", atLeast: 30),
          Coverage("a key for something else", atLeast: 20),
        ]
      ) { input in
        let store = try await source.make()
        let plan = TestTenant.plan(1)
        try await ProvisionTenant(store: store)(plan)
        var walk = ListWalk(store, of: plan.tenant.id, limit: input.limit)
        for step in input.walk { try await walk.take(step) }
        try await walk.finish()
        var requests = KeyedRequests(store, of: plan.tenant.id)
        for step in input.requests { try await requests.take(step) }
      }
    })
}

/// Two lists that are read page by page while others write, and requests that come more than once.
struct MannersCase: Sendable {
  enum WalkStep: Sendable {
    /// The next page of both lists.
    case page
    /// A call that begins so many seconds after the first.
    case call(seconds: Int)
    case add(entry: Int)
    case remove(entry: Int)
  }

  enum RequestStep: Sendable {
    case begin(key: Int, asking: Int)
    /// What came of one of those who began, counted round; `nil` for nothing.
    case finish(turn: Int, Int?)
    case pass(seconds: Int)
  }

  let limit: Int
  let walk: [WalkStep]
  let requests: [RequestStep]
}

extension Gen where Value == MannersCase {
  fileprivate static var mannersCase: Gen {
    let row = Gen<Int>.int(0...9)
    let walk = Gen<MannersCase.WalkStep>.weighted([
      (3, .just(.page)), (3, row.map { .call(seconds: $0 / 2) }), (3, row.map { .add(entry: $0) }),
      (1, row.map { .remove(entry: $0) }),
    ])
    let request = Gen<MannersCase.RequestStep>.weighted([
      (4, zip(Gen<Int>.int(1...2), Gen<Int>.element(of: [1, 1, 2])).map { .begin(key: $0, asking: $1) }),
      (3, zip(Gen<Int>.int(0...4), Gen<Int?>.optional(.int(0...9))).map { .finish(turn: $0, $1) }),
      (1, Gen<Int>.element(of: [1, 59, 60, 86_399, 86_400]).map { .pass(seconds: $0) }),
    ])
    return zip(
      Gen<Int>.int(1...3), Gen<[MannersCase.WalkStep]>.array(of: walk, count: 0...24),
      Gen<[MannersCase.RequestStep]>.array(of: request, count: 0...16)
    ).map { MannersCase(limit: $0, walk: $1, requests: $2) }
  }
}

/// Reads calls and entries from the first page to the last; whoever was there all the time is met exactly once.
private struct ListWalk {
  private let store: any ErasableStore
  private let tenant: Tenant.ID
  private let limit: Int
  private var made = 0
  private var calls: [Call] = []
  private var entries: Set<KnowledgeEntry.ID> = [Identifier(1)]
  private var isBegun = false
  /// What was there when the first page was read, and hasn't gone since.
  private var (stayingCalls, stayingEntries): ([Call], Set<KnowledgeEntry.ID>) = ([], [])
  private var (metCalls, metEntries): ([Call], [KnowledgeEntry.ID]) = ([], [])
  private var (nextCall, nextEntry): (CallCursor?, KnowledgeEntry.ID?)
  private var (hasCalls, hasEntries) = (true, true)

  init(_ store: any ErasableStore, of tenant: Tenant.ID, limit: Int) {
    (self.store, self.tenant, self.limit) = (store, tenant, limit)
  }

  mutating func take(_ step: MannersCase.WalkStep) async throws {
    switch step {
    case .page: try await turnPage()
    case .call(let seconds): try await ring(at: Timestamp(microseconds: 1_000_000_000) + .seconds(seconds))
    case .add(let number):
      let id: KnowledgeEntry.ID = Identifier(UInt128(10 + number))
      try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        try await scope.save(KnowledgeEntry(id: id, question: "q", answer: "a"))
      }
      entries.insert(id)
    case .remove(let number):
      let id: KnowledgeEntry.ID = Identifier(UInt128(10 + number))
      try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        try await scope.removeKnowledgeEntry(id)
      }
      entries.remove(id)
      stayingEntries.remove(id)
    }
  }

  /// Reads what is left.
  mutating func finish() async throws {
    while hasCalls || hasEntries { try await turnPage() }
    try requireEqual(Set(metCalls.map(\.id)).count, metCalls.count, "no call is met twice")
    try requireEqual(Set(metEntries).count, metEntries.count, "no entry is met twice")
    for call in stayingCalls { try require(metCalls.contains { $0.id == call.id }, "a call that was there is met") }
    for id in stayingEntries { try require(metEntries.contains(id), "an entry that was there all the time is met") }
    let newestFirst = metCalls.sorted { ($0.startedAt, $0.id) > ($1.startedAt, $1.id) }
    try requireEqual(metCalls.map(\.id), newestFirst.map(\.id), "calls come newest first")
    try requireEqual(metEntries, metEntries.sorted(), "entries come by their ids")
  }

  private mutating func turnPage() async throws {
    if !isBegun { (isBegun, stayingCalls, stayingEntries) = (true, calls, entries) }
    if hasCalls {
      let page = try await ReadCalls(store: store).page(
        for: .user(Identifier(1), .tenantAdmin, of: tenant), of: tenant, after: nextCall, limit: limit)
      try requireAtMost(page.calls.count, limit, "a page has no more calls than asked for")
      metCalls += page.calls
      (nextCall, hasCalls) = (page.next, page.next != nil)
    }
    if hasEntries {
      let page = try await ReadKnowledge(store: store).entries(of: tenant, after: nextEntry, limit: limit)
      try requireAtMost(page.items.count, limit, "a page has no more entries than asked for")
      metEntries += page.items.map(\.id)
      (nextEntry, hasEntries) = (page.next, page.next != nil)
    }
  }

  private mutating func ring(at moment: Timestamp) async throws {
    made += 1
    let call = TestTenant.call(made, of: 1, at: moment)
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      _ = try await scope.commit(call.decide(announcedWith: .clean, at: moment), to: call, at: moment)
    }
    calls.append(call)
  }
}

/// Requests with keys beside the law: by key, what it was given to first, and what came of it.
private struct KeyedRequests {
  private struct Known {
    let asking: Int
    let turn: KeptAnswer
    var answer: KeptAnswer.Answer?
  }

  private let once: AnswerOnce
  private let clock = CountingClock()
  private let tenant: Tenant.ID
  private var known: [Int: Known] = [:]
  private var turns: [(key: Int, begun: KeptAnswer)] = []

  init(_ store: any ErasableStore, of tenant: Tenant.ID) {
    once = AnswerOnce(store: store, time: clock, ids: .counting())
    self.tenant = tenant
  }

  mutating func take(_ step: MannersCase.RequestStep) async throws {
    switch step {
    case .pass(let seconds): clock.pass(.seconds(seconds))
    case .begin(let key, let asking): try await begin(key, asking)
    case .finish(let number, let answer):
      guard !turns.isEmpty else { return }
      let (key, begun) = turns[number % turns.count]
      let kept = answer.map { KeptAnswer.Answer(status: 201, fields: [], body: [UInt8($0)]) }
      try await once.finish(begun, with: kept, in: tenant)
      guard let current = known[key], current.turn == begun, current.answer == nil else { return }
      if let kept { known[key]?.answer = kept } else { known[key] = nil }
    }
  }

  private mutating func begin(_ key: Int, _ asking: Int) async throws {
    let turn = try await once.begin(
      at: TokenDigest(hex: "key \(key)"), asking: TokenDigest(hex: "asking \(asking)"), in: tenant)
    let age = known[key].map { clock.now() - $0.turn.since } ?? .zero
    let before = age < KeptAnswer.lifetime ? known[key] : nil
    switch turn {
    case .otherRequest: try require(before.map { $0.asking != asking } ?? false, "a key is given to one request")
    case .repeatAnswer(let answer):
      try require(before?.asking == asking, "only the same request is answered alike")
      try requireEqual(answer, before?.answer, "the first answer is repeated")
    case .underWay(let span):
      try require(before?.asking == asking && before?.answer == nil, "only the same request may be under way")
      try requireEqual(span, KeptAnswer.patience - age, "and it is told for how long")
    case .carryOut(let begun):
      let isTakenUp = before?.asking == asking && before?.answer == nil && age >= KeptAnswer.patience
      try require(before == nil || isTakenUp, "nothing is carried out twice")
      if let before { try requireEqual(begun.seed, before.turn.seed, "who takes it up makes nothing else") }
      known[key] = Known(asking: asking, turn: begun)
      turns.append((key, begun))
    }
  }
}

private enum P22 {
  static let labels: @Sendable (MannersCase) -> [String] = { input in
    var labels: [String] = []
    let pages = input.walk.indices.filter { if case .page = input.walk[$0] { true } else { false } }
    if pages.count > 1, let first = pages.first, let last = pages.last {
      labels.append("several pages")
      let between = input.walk[first...last]
      let comes = between.contains { step in
        switch step {
        case .call, .add: true
        case .page, .remove: false
        }
      }
      if comes { labels.append("a row comes meanwhile") }
      if between.contains(where: { if case .remove = $0 { true } else { false } }) {
        labels.append("a row goes meanwhile")
      }
    }
    var asked: [Int: Set<Int>] = [:]
    var isAgain = false
    for case .begin(let key, let asking) in input.requests {
      if asked[key]?.contains(asking) == true { isAgain = true }
      asked[key, default: []].insert(asking)
    }
    if isAgain { labels.append("a key again") }
    if asked.values.contains(where: { $0.count > 1 }) { labels.append("a key for something else") }
    return labels
  }
}
