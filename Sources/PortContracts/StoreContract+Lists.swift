import VoiceCore

extension StoreContract {
  static let lists: [ContractCheck<any Store>] = [
    ContractCheck("lists in a unit of work hold the committed and the buffered, in order") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in try await prepare(scope) }
      let inside = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await change(scope)
        return try await Lists(scope)
      }
      try expect("departments", inside.departments.map(\.name), is: ["one", "two", "third", "four"])
      try expect("lines", inside.lines, is: [100, 101, 102].map { PhoneLine(number: Sample.number($0)) })
      try expect("rules", inside.rules.map(\.weight), is: [7, 10])
      try expect("allow-list", inside.allowed, is: [Sample.number(151), Sample.number(153)])
      try expect("knowledge", inside.knowledge.map(\.id), is: [3, 1, 4, 2].map { Sample.id($0) })
      try expect("calls", inside.calls.map(\.id), is: [5, 4, 3, 2, 1].map { Sample.id($0) })
      try expect("the changed call", inside.calls[2].status, is: .ringing)
      try expect("first calls", inside.firstCalls, is: Array(inside.calls.prefix(2)))
      try expect("further calls", inside.furtherCalls, is: Array(inside.calls[2...3]))
      try expect("facts", inside.facts.map(\.ordinal), is: [1, 2, 3])
      try expect("their order", inside.facts.map(\.fact), is: [.started, .rang, .streamJoined(1)])
      try expect("intentions", inside.intentions.map(\.ordinal), is: [2, 3])
      try expect("transcript", inside.transcript.map(\.text), is: ["one", "two", "three"])
      let outside = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in try await Lists(scope) }
      try expect("after the commit", outside, is: inside)
    },
    ContractCheck("what was saved twice in one body is there once, as it was last") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.department(1, named: "first"))
        try await scope.save(Sample.department(1, named: "last"))
        try await scope.allow(Sample.number(150), as: Sample.id(UInt128(150)))
        try await scope.disallow(Sample.number(150))
        try await scope.removeSpamRule(Sample.id(1))
        try await scope.save(Sample.rule(1))
      }
      let after = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in try await Lists(scope) }
      try expect("departments", after.departments.map(\.name), is: ["last"])
      try expect("allow-list", after.allowed, is: [])
      try expect("rules", after.rules, is: [Sample.rule(1)])
    },
  ]

  private static func prepare(_ scope: any TenantScope) async throws(StoreFailure) {
    for (number, name) in [(UInt128(1), "one"), (3, "three"), (4, "four")] {
      try await scope.save(Sample.department(number, named: name))
    }
    for number in [102, 100] { try await scope.save(PhoneLine(number: Sample.number(number))) }
    for number in [UInt128(1), 2] { try await scope.save(Sample.rule(number)) }
    for number in [151, 152] { try await scope.allow(Sample.number(number), as: Sample.id(UInt128(number))) }
    try await scope.save(Sample.entry(1, priority: 5))
    try await scope.save(Sample.entry(2, priority: 1))
    try await scope.save(Sample.entry(3, priority: 0))
    for number in [UInt128(1), 3, 4] {
      let call = Sample.call(number, after: number == 1 ? 0 : 10)
      try await scope.save(call, facts: [.started], intentions: [.hangUp, .hangUp], at: Sample.moment)
    }
    try await scope.append([Utterance(.caller, "one", at: Sample.moment)], to: Sample.id(3))
  }

  private static func change(_ scope: any TenantScope) async throws(StoreFailure) {
    try await scope.save(Sample.department(3, named: "third"))
    try await scope.save(Sample.department(2, named: "two"))
    try await scope.save(PhoneLine(number: Sample.number(101)))
    try await scope.removeSpamRule(Sample.id(2))
    try await scope.save(Sample.rule(1, weight: 7))
    try await scope.save(Sample.rule(3))
    try await scope.disallow(Sample.number(152))
    try await scope.allow(Sample.number(153), as: Sample.id(UInt128(153)))
    try await scope.save(Sample.entry(3, priority: 9))
    try await scope.save(Sample.entry(4, priority: 1))
    try await scope.save(Sample.entry(2, priority: -1))
    try await scope.save(Sample.call(2, after: 5), facts: [.started], intentions: [], at: Sample.moment)
    try await scope.save(Sample.call(5, after: 11), facts: [.started], intentions: [], at: Sample.moment)
    var call = Sample.call(3, after: 10)
    call.evolve(.rang)
    try await scope.save(call, facts: [.rang], intentions: [.hangUp], at: Sample.moment)
    try await scope.save(call, facts: [.streamJoined(1)], intentions: [], at: Sample.moment)
    let settled = PendingIntention(call: call.id, ordinal: 1, intention: .hangUp, since: Sample.moment)
    try await scope.settle(settled)
    for word in ["two", "three"] { try await scope.append([Utterance(.caller, word, at: Sample.moment)], to: call.id) }
  }
}

/// Every list of the port.
private struct Lists: Equatable, Sendable {
  let departments: [Department]
  let lines: [PhoneLine]
  let rules: [SpamRule]
  let allowed: Set<PhoneNumber>
  let knowledge: [KnowledgeEntry]
  let calls: [Call]
  let firstCalls: [Call]
  let furtherCalls: [Call]
  let facts: [RecordedFact]
  let intentions: [PendingIntention]
  let transcript: [Utterance]

  init(_ scope: any TenantSnapshot) async throws(StoreFailure) {
    departments = try await scope.departments()
    lines = try await scope.phoneLines()
    rules = try await scope.spamRules()
    allowed = try await scope.allowList()
    knowledge = try await scope.knowledge()
    calls = try await scope.calls(after: nil, limit: 10)
    firstCalls = try await scope.calls(after: nil, limit: 2)
    furtherCalls = try await scope.calls(after: firstCalls.last.map(CallCursor.init(after:)), limit: 2)
    facts = try await scope.facts(of: Sample.id(3))
    intentions = try await scope.pendingIntentions(of: Sample.id(3))
    transcript = try await scope.transcript(of: Sample.id(3))
  }
}
