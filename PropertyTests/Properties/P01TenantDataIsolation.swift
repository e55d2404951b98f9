import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P01-tenant-data-isolation.md
  static let p01TenantDataIsolation = VerifiedProperty(
    number: 1, title: "Tenant Data Isolation",
    core: nil,
    store: { source in
      Property(1, "Tenant Data Isolation", for: .tenantProgram, labels: P01.labels, coverage: P01.coverage) { program in
        let seen = try await P01.run(program, on: try await source.make())
        for tenant in 0..<P01.tenants {
          let alone = try await P01.run(program.filter { $0.tenant == tenant }, on: try await source.make())
          try P01.requireSame(seen[tenant], alone[tenant], to: tenant)
        }
      }
    }, isSimulated: true)
}

/// One thing that a tenant does. Ids come from a few, so that tenants use each other's.
struct TenantStep: Equatable, Sendable {
  let tenant: Int
  let act: Act

  enum Act: Equatable, Sendable {
    case register(name: String)
    case saveDepartment(Int, name: String)
    case saveEntry(Int, answer: String)
    case saveRule(Int)
    case allow(Int)
    case saveCall(Int)
    case say(Int, String)
    case enterQueue(Int, caller: Int)
    case saveUser(Int)
    case failHalfWay(Int)
    case look
  }
}

extension Gen where Value == [TenantStep] {
  fileprivate static var tenantProgram: Gen {
    .array(
      of: zip(Gen<Int>.int(0...(P01.tenants - 1)), Self.act).map { TenantStep(tenant: $0, act: $1) }, count: 0...24)
  }

  private static var act: Gen<TenantStep.Act> {
    let few = Gen<Int>.int(1...3)
    let text = Gen<String>.oneOf([
      .element(of: ["", "a", "%", "_", "' OR '1'='1", "\"; DROP TABLE calls; --", "\u{0}", "é", "e\u{301}", "😀"]),
      .unicode(0...6),
    ])
    return .weighted([
      (1, text.map(TenantStep.Act.register)),
      (2, zip(few, text).map { .saveDepartment($0, name: $1) }),
      (2, zip(few, text).map { .saveEntry($0, answer: $1) }),
      (1, few.map(TenantStep.Act.saveRule)), (1, few.map(TenantStep.Act.allow)),
      (6, Gen<Int>.int(1...2).map(TenantStep.Act.saveCall)), (2, zip(few, text).map(TenantStep.Act.say)),
      (2, zip(few, few).map { .enterQueue($0, caller: $1) }), (1, few.map(TenantStep.Act.saveUser)),
      (1, few.map(TenantStep.Act.failHalfWay)), (4, .just(.look)),
    ])
  }
}

private enum P01 {
  static let tenants = 3

  static let coverage = [
    Coverage("same id in two tenants", atLeast: 20), Coverage("looks after a foreign write", atLeast: 20),
  ]

  static let labels: @Sendable ([TenantStep]) -> [String] = { program in
    var labels: [String] = []
    let calls = program.compactMap { step in if case .saveCall(let id) = step.act { (id, step.tenant) } else { nil } }
    if calls.contains(where: { one in calls.contains { $0.0 == one.0 && $0.1 != one.1 } }) {
      labels.append("same id in two tenants")
    }
    let pairs = program.indices.dropFirst()
    if pairs.contains(where: { program[$0].act == .look && program[$0 - 1].tenant != program[$0].tenant }) {
      labels.append("looks after a foreign write")
    }
    return labels
  }

  static func id(of tenant: Int) -> Tenant.ID { Identifier(UInt128(0xA000 + tenant)) }

  /// The law: what a tenant sees doesn't depend on the others. Tells the first line that does.
  static func requireSame(_ together: [[String]], _ alone: [[String]], to tenant: Int) throws {
    for (seen, expected) in zip(together, alone) where seen != expected {
      for (line, other) in zip(seen, expected) {
        try requireEqual(line, other, "what tenant \(tenant) sees in company is what it sees alone")
      }
    }
    try requireEqual(together, alone, "what tenant \(tenant) sees in company is what it sees alone")
  }

  /// Runs a program; what each tenant saw, look by look, and a last look of all.
  static func run(_ program: [TenantStep], on store: any Store) async throws -> [[[String]]] {
    var seen = Array(repeating: [[String]](), count: tenants)
    for step in program {
      let tenant = id(of: step.tenant)
      if step.act == .look {
        seen[step.tenant].append(try await view(of: tenant, in: store))
      } else {
        do throws(StoreFailure) {
          try await store.transaction(for: tenant) { scope throws(StoreFailure) in try await perform(step, in: scope) }
        } catch {
          seen[step.tenant].append(["\(error)"])
        }
      }
    }
    for tenant in 0..<tenants { seen[tenant].append(try await view(of: id(of: tenant), in: store)) }
    return seen
  }

  private static func perform(_ step: TenantStep, in scope: any TenantScope) async throws(StoreFailure) {
    let plan = TestTenant.plan(step.tenant)
    var department = plan.departments[0]
    switch step.act {
    case .register(let name):
      var tenant = plan.tenant
      tenant.name = name
      try await scope.save(tenant)
      for line in plan.lines { try await scope.save(line) }
    case .saveDepartment(let id, let name):
      department = Department(id: Identifier(UInt128(id)), name: name, number: department.number)
      try await scope.save(department)
    case .saveEntry(let id, let answer):
      try await scope.save(KnowledgeEntry(id: Identifier(UInt128(id)), question: "q", answer: answer, priority: id))
    case .saveRule(let id):
      try await scope.save(
        SpamRule(id: Identifier(UInt128(id)), sign: .number(TestTenant.line(of: step.tenant)), weight: id))
    case .allow(let number): try await scope.allow(TestTenant.line(of: number), as: Identifier(UInt128(number)))
    case .saveCall(let number):
      let call = TestTenant.call(number, of: step.tenant, at: Timestamp(microseconds: Int64(number)))
      let known = try await scope.call(call.id) ?? call
      try await scope.save(known, facts: [.started], intentions: [.hangUp], at: call.startedAt)
    case .say(let number, let text):
      try await scope.append(
        [Utterance(.caller, text, at: Timestamp(microseconds: 1))], to: Identifier(UInt128(0xC000 + number)))
    case .enterQueue(let id, let caller):
      var queue = try await scope.queue(of: Identifier(UInt128(id)))
      _ = queue.enter(
        WaitingCaller(call: Identifier(UInt128(caller)), arrival: Timestamp(microseconds: Int64(step.tenant))))
      try await scope.save(queue)
    case .saveUser(let id):
      guard let email = EmailAddress("user\(id)@example.com") else { throw .corrupt }
      try await scope.save(
        User(
          id: Identifier(UInt128(id)), email: email, name: "tenant \(step.tenant)", role: .agent,
          password: PasswordVerifier(text: "of tenant \(step.tenant)")))
    case .failHalfWay(let id):
      try await scope.save(KnowledgeEntry(id: Identifier(UInt128(id)), question: "never", answer: "seen"))
      throw .notFound
    case .look: break
    }
  }

  /// Everything that the tenant can read, in one snapshot, a line each.
  private static func view(of tenant: Tenant.ID, in store: any Store) async throws -> [String] {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      var lines = ["tenant: \(String(reflecting: try await scope.tenant()))"]
      lines.append("numbers: \(try await scope.phoneLines().map(\.number.e164))")
      lines.append("departments: \(try await scope.departments().map { "\($0.id) \($0.name) \($0.number.e164)" })")
      lines.append("knowledge: \(String(reflecting: try await scope.knowledge()))")
      lines.append("rules: \(try await scope.spamRules().map(\.weight))")
      lines.append("allowed: \(try await scope.allowList().sorted().map(\.e164))")
      for id in 1...3 {
        lines.append("queue \(id): \(try await scope.queue(of: Identifier(UInt128(id))).waiting)")
        lines.append("user \(id): \(String(reflecting: try await scope.user(Identifier(UInt128(id)))?.name))")
        let call: Call.ID = Identifier(UInt128(0xC000 + id))
        lines.append("call \(id): \(String(reflecting: try await scope.call(call)?.dialled.e164))")
        lines.append("facts of call \(id): \(try await scope.facts(of: call).map(\.ordinal))")
        lines.append("wanted of call \(id): \(try await scope.pendingIntentions(of: call).map(\.ordinal))")
        lines.append("transcript of call \(id): \(try await scope.transcript(of: call).map(\.text))")
      }
      lines.append("calls: \(try await scope.calls(after: nil, limit: 10).map(\.dialled.e164))")
      return lines
    }
  }
}
