import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P02-tenant-provisioning-completeness.md
  static let p02TenantProvisioningCompleteness = VerifiedProperty(
    number: 2, title: "Tenant Provisioning Completeness",
    core: nil,
    store: { source in
      Property(
        2, "Tenant Provisioning Completeness", for: .foundings, labels: P02.labels, coverage: P02.coverage
      ) { foundings in
        let bench = TenancyBench(try await source.make())
        var model = FoundingModel()
        for founding in foundings.inTurn {
          let outcome = await P02.outcome(of: founding, at: bench)
          try await P02.judge(founding, outcome, &model, at: bench)
        }
        try await P02.foundAtOnce(foundings.rivals, model, at: bench)
      }
    })
}

/// One attempt to found a tenant. Numbers come from a few, so that ids, domains and numbers meet.
struct Founding: Equatable, Sendable {
  let tenant: Int
  let domain: Int
  let line: Int
  let name: String
  /// The step of the store that fails, once.
  let failsAt: Int?

  var request: CreateTenant.Request {
    TenancyBench.request(tenant, named: name, at: "d\(domain).example", line: line)
  }
}

/// Attempts one after another, then several for one domain at once.
struct Foundings: Equatable, Sendable {
  let inTurn: [Founding]
  let rivals: Int
}

extension Gen where Value == Foundings {
  fileprivate static var foundings: Gen {
    let few = Gen<Int>.int(1...3)
    // From the beginning of the unit of work over its commit, and its answer that is lost, to what comes after it.
    let step = Gen<Int?>.optional(.int(0...5))
    let name = Gen<String>.oneOf([
      .element(of: [
        "Acme", "é", "e\u{301}", "Straße 😀", "\u{202E}nezzoc", "Robert'); DROP TABLE tenants;--", "ﬁrm", "\u{10FFFF}",
      ]), .unicode(1...12),
    ])
    let founding = zip(few, few, few, name, step)
      .map { Founding(tenant: $0, domain: $1, line: $2, name: $3, failsAt: $4) }
    return zip(Gen<[Founding]>.array(of: founding, count: 1...5), Gen<Int>.int(2...4))
      .map { Foundings(inTurn: $0, rivals: $1) }
  }
}

/// Who has what: the law in a few lines.
private struct FoundingModel {
  var domains: [Int: Int] = [:]
  var lines: [Int: Int] = [:]
  var tenants: [Int: Founding] = [:]

  /// What must come of it if nothing fails.
  func expected(of founding: Founding) -> P02.Outcome {
    guard Tenant.isName(founding.name) else { return .failed(.badName) }
    if let known = tenants[founding.tenant] {
      return known.domain == founding.domain ? .known : .failed(.taken(.domain))
    }
    if domains[founding.domain] != nil { return .failed(.taken(.domain)) }
    return lines[founding.line] == nil ? .new : .failed(.taken(.phoneNumber))
  }

  /// What must come of it when it is asked for again.
  func expectedAgain(of founding: Founding, _ first: P02.Outcome) -> P02.Outcome {
    first == .new && tenants[founding.tenant] != nil ? .known : first
  }

  mutating func keep(_ founding: Founding) {
    tenants[founding.tenant] = founding
    domains[founding.domain] = founding.tenant
    lines[founding.line] = founding.tenant
  }
}

private enum P02 {
  enum Outcome: Equatable, Sendable {
    case new
    case known
    case failed(TenantFailure)
  }

  static let coverage = [
    Coverage("a step fails", atLeast: 30), Coverage("a domain is wanted twice", atLeast: 30),
    Coverage("an id comes twice", atLeast: 30), Coverage("a name beyond ASCII", atLeast: 30),
  ]

  static let labels: @Sendable (Foundings) -> [String] = { foundings in
    let all = foundings.inTurn
    var labels: [String] = []
    if all.contains(where: { $0.failsAt != nil }) { labels.append("a step fails") }
    if Set(all.map(\.domain)).count < all.count { labels.append("a domain is wanted twice") }
    if Set(all.map(\.tenant)).count < all.count { labels.append("an id comes twice") }
    if all.contains(where: { !$0.name.utf8.allSatisfy { $0 < 0x80 } }) { labels.append("a name beyond ASCII") }
    return labels
  }

  static func outcome(of founding: Founding, at bench: TenancyBench) async -> Outcome {
    let faulty = FaultyStore(bench.store, fuse: Fuse(blowsAt: founding.failsAt, staysDead: false))
    return await outcome(of: founding.request, through: faulty, at: bench)
  }

  static func outcome(
    of request: CreateTenant.Request, through store: any ErasableStore, at bench: TenancyBench
  ) async -> Outcome {
    do throws(TenantFailure) {
      return try await bench.create(through: store)(request, by: .commandLine).isNew ? .new : .known
    } catch {
      return .failed(error)
    }
  }

  /// All or nothing, and nothing of anybody else changes.
  static func judge(
    _ founding: Founding, _ outcome: Outcome, _ model: inout FoundingModel, at bench: TenancyBench
  ) async throws {
    let expected = model.expected(of: founding)
    switch outcome {
    case .new:
      try agree(outcome, expected, "a tenant comes to be when nothing stands against it")
      model.keep(founding)
    case .failed(.unavailable):
      try require(founding.failsAt != nil, "nothing is unavailable by itself")
      // All of it or nothing, but that a key may be left; and asking again tells which.
      let isThere = try await bench.store.platform.tenants().contains(TenancyBench.id(founding.tenant))
      if expected == .new, isThere {
        model.keep(founding)
      } else {
        try await requireNothing(of: founding, unlessIn: model, butKeys: true, at: bench)
      }
      let again = await P02.outcome(of: founding.request, through: bench.store, at: bench)
      try agree(again, model.expectedAgain(of: founding, expected), "what came to nothing can be tried again")
      if again == .new { model.keep(founding) }
    case .known, .failed:
      try agree(outcome, expected, "it is refused for what stands against it")
      // What fails may be the withdrawing of the keys, too.
      try await requireNothing(of: founding, unlessIn: model, butKeys: founding.failsAt != nil, at: bench)
    }
    for kept in model.tenants.values.sorted(by: { $0.tenant < $1.tenant }) {
      try await requireWhole(kept, in: model, at: bench)
    }
    try agree(
      try await bench.store.platform.tenants(), model.tenants.keys.sorted().map(TenancyBench.id),
      "those are tenants that were made, and no others")
    let told = try await bench.store.read(for: .platform) { scope throws(StoreFailure) in
      try await scope.auditEntries(after: 0, limit: 100).compactMap(\.entry.subject)
    }
    try agree(Set(told).count, told.count, "the deployment's log tells of each once")
    if outcome == .new {
      try require(
        told.contains(AuditReference(.tenant, TenancyBench.id(founding.tenant))),
        "the deployment's log tells who made it")
    }
  }

  private static func requireNothing(
    of founding: Founding, unlessIn model: FoundingModel, butKeys: Bool = false, at bench: TenancyBench
  ) async throws {
    guard model.tenants[founding.tenant] == nil else { return }
    let remains = try await bench.store.erasure.remains(of: TenancyBench.id(founding.tenant))
    try agree(
      remains.filter { !butKeys || $0.table != "tenant_keys" }, [],
      "of a tenant that didn't come to be there isn't a row, nor a key")
  }

  /// Everything that a tenant begins with is there.
  private static func requireWhole(
    _ founding: Founding, in model: FoundingModel, at bench: TenancyBench
  ) async throws {
    let id = TenancyBench.id(founding.tenant)
    let request = founding.request
    try agree(try await bench.store.platform.tenant(at: request.domain), id, "the domain leads to it")
    for line in request.lines {
      try agree(try await bench.store.platform.tenant(answering: line), id, "the number leads to it")
    }
    let missing = try await bench.store.read(for: id) { scope throws(StoreFailure) in
      var missing: [String] = []
      func want(_ what: String, _ isThere: Bool) { if !isThere { missing.append(what) } }
      let tenant = try await scope.tenant()
      want("settings", tenant?.settings.customerService == request.customerService)
      // Equal scalar by scalar: a name isn't rewritten on its way.
      want("name", tenant.map { Array($0.name.unicodeScalars) } == Array(request.name.unicodeScalars))
      want(
        "prompts",
        tenant.map { tenant in
          [Language.english, .spanish].allSatisfy { language in
            tenant.settings.greetings.all.contains { $0.language == language && !$0.text.isEmpty }
          }
        } ?? false)
      want("opening hours", tenant?.settings.openingHours == .always())
      want("department", try await scope.departments().count == 1)
      want("spam rules", try await !scope.spamRules().isEmpty)
      want("ledger and plan", try await scope.billingAccount() == BillingAccount())
      want("webhook secret", try await scope.webhookSecret()?.text.hasPrefix(WebhookSecret.prefix) == true)
      want("administrator", try await scope.users(in: .tenantAdmin, limit: 2).map(\.email) == [request.administrator])
      want("number", try await scope.phoneLines().map(\.number) == request.lines)
      want(
        "audit entry",
        try await scope.auditEntries(after: 0, limit: 2).map(\.entry.action) == [AuditAction.provisionTenant])
      return missing
    }
    try agree(missing, [], "what a tenant begins with is there")
  }

  /// Of several who want one domain at once, one gets it, and of the others there is nothing.
  static func foundAtOnce(_ count: Int, _ model: FoundingModel, at bench: TenancyBench) async throws {
    let rivals = (0..<count).map { number in
      Founding(tenant: 10 + number, domain: 10, line: 10 + number, name: "Rival", failsAt: nil)
    }
    let outcomes = await withTaskGroup(of: (Int, Outcome).self) { group in
      for (index, rival) in rivals.enumerated() {
        group.addTask { (index, await outcome(of: rival.request, through: bench.store, at: bench)) }
      }
      var outcomes: [Int: Outcome] = [:]
      for await (index, outcome) in group { outcomes[index] = outcome }
      return outcomes
    }
    let winners = rivals.indices.filter { outcomes[$0] == .new }
    try agree(winners.count, 1, "one of those who want a domain at once gets it")
    for index in rivals.indices {
      if winners.contains(index) {
        try await requireWhole(rivals[index], in: model, at: bench)
      } else {
        try agree(outcomes[index], .failed(.taken(.domain)), "the others hear that it is taken")
        try await requireNothing(of: rivals[index], unlessIn: model, at: bench)
      }
    }
  }
}
