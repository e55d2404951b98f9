public import PropertyTesting
public import VoiceCore

/// One thing that a unit of work does: any write of the port, or a read in the middle of it. Entities are numbered 1 to 3.
public enum StoreOperation: Equatable, Sendable {
  case read(StoreRead, Int)
  case saveTenant(domain: Int)
  case saveUser(Int, email: Int)
  case saveGrant(Int, call: Int)
  case redeem(Int)
  case revokeGrants(call: Int)
  case saveLine(Int)
  case saveDepartment(Int, name: String)
  case enterQueue(Int, caller: Int)
  case leaveQueue(Int, caller: Int)
  case saveRule(Int, weight: Int)
  case removeRule(Int)
  case allow(Int)
  case disallow(Int)
  case saveEntry(Int, priority: Int)
  case saveCall(Int, carrier: Int, facts: Int, intentions: Int)
  case saveRecord(Int)
  case settle(Int, ordinal: Int)
  case append(Int, utterances: Int)

  /// Does it; what a read or a redemption gave.
  public func perform(
    in scope: any TenantScope, of tenant: Int, _ names: StoreNames
  ) async throws(StoreFailure) -> StoreAnswer? {
    let moment = Timestamp(microseconds: 1_000)
    switch self {
    case .read(let read, let number): return try await read.ask(scope, number, names)
    case .saveTenant(let domain):
      try await scope.save(
        Tenant(
          id: names.tenants[tenant], name: "T\(domain)", domain: names.domain(domain),
          settings: TenantSettings(customerService: names.number(1))))
    case .saveUser(let id, let email):
      try await scope.save(
        User(
          id: Identifier(UInt128(id)), email: names.email(email), name: "U\(email)", role: .agent,
          password: PasswordVerifier(text: "v1$")))
    case .saveGrant(let digest, let call):
      try await scope.save(
        StreamGrant(digest: names.digest(digest), call: Identifier(UInt128(call)), expiresAt: moment))
    case .redeem(let digest): return .grant(try await scope.redeem(names.digest(digest)))
    case .revokeGrants(let call): try await scope.revokeGrants(of: Identifier(UInt128(call)))
    case .saveLine(let number): try await scope.save(PhoneLine(number: names.number(number)))
    case .saveDepartment(let id, let name):
      try await scope.save(Department(id: Identifier(UInt128(id)), name: name, number: names.number(1)))
    case .enterQueue(let id, let caller):
      var queue = try await scope.queue(of: Identifier(UInt128(id)))
      _ = queue.enter(WaitingCaller(call: Identifier(UInt128(caller)), arrival: moment))
      try await scope.save(queue)
    case .leaveQueue(let id, let caller):
      var queue = try await scope.queue(of: Identifier(UInt128(id)))
      _ = queue.leave(Identifier(UInt128(caller)))
      try await scope.save(queue)
    case .saveRule(let id, let weight):
      try await scope.save(
        SpamRule(id: Identifier(UInt128(id)), sign: .number(names.number(id)), weight: weight))
    case .removeRule(let id): try await scope.removeSpamRule(Identifier(UInt128(id)))
    case .allow(let number): try await scope.allow(names.number(number), as: Identifier(UInt128(number)))
    case .disallow(let number): try await scope.disallow(names.number(number))
    case .saveEntry(let id, let priority):
      try await scope.save(
        KnowledgeEntry(id: Identifier(UInt128(id)), question: "?", answer: "!", priority: priority))
    case .saveCall(let id, let carrier, let facts, let intentions):
      try await scope.save(
        names.call(id, carrier: carrier), facts: Array(repeating: .started, count: facts),
        intentions: Array(repeating: .hangUp, count: intentions), at: moment)
    case .saveRecord(let id):
      var call = names.call(id, carrier: id)
      call.evolve([.started, .ended(Ending(.hungUp, at: call.startedAt))])
      guard let record = CallDetailRecord(of: call) else { preconditionFailure("an ended call has a record") }
      try await scope.save(record)
    case .settle(let id, let ordinal):
      try await scope.settle(
        PendingIntention(call: Identifier(UInt128(id)), ordinal: ordinal, intention: .hangUp, since: moment))
    case .append(let id, let utterances):
      try await scope.append(
        (0..<utterances).map { Utterance(.caller, "word \($0)", at: moment) }, to: Identifier(UInt128(id)))
    }
    return nil
  }
}

extension Gen where Value == StoreOperation {
  /// Any operation on a few entities, so that they meet. Shrinks to a read.
  public static var storeOperation: Gen {
    Gen { source throws(Discard) in
      let kind = try source.draw(.int(0...24))
      let one = try source.draw(.int(1...3))
      let other = try source.draw(.int(1...3))
      let more = try source.draw(.int(0...2))
      return switch kind {
      case 0, 1, 2: .read(try source.draw(.element(of: StoreRead.allCases)), one)
      case 3: .saveTenant(domain: one)
      case 4, 5: .saveUser(one, email: other)
      case 6: .saveGrant(one, call: other)
      case 7: .redeem(one)
      case 8: .revokeGrants(call: one)
      case 9: .saveLine(one)
      case 10: .saveDepartment(one, name: other == 1 ? "sales" : "ventes \u{301}\u{0}'%_\\")
      case 11, 12: .enterQueue(one, caller: other)
      case 13: .leaveQueue(one, caller: other)
      case 14: .saveRule(one, weight: other)
      case 15: .removeRule(one)
      case 16: .allow(one)
      case 17: .disallow(one)
      case 18: .saveEntry(one, priority: other)
      case 19, 20, 21: .saveCall(one, carrier: other, facts: more, intentions: more)
      case 22: .saveRecord(one)
      case 23: .settle(one, ordinal: other)
      default: .append(one, utterances: more)
      }
    }
  }
}

/// One use of a store's doors by a tenant (0 to 2).
public enum StoreUse: Equatable, Sendable {
  /// A unit of work.
  case work(tenant: Int, [StoreOperation])
  /// A unit of work that thinks better of it at the end.
  case forsaken(tenant: Int, [StoreOperation])
  /// A snapshot of everything.
  case look(tenant: Int)
  /// The look-ups that cross tenants.
  case directory

  /// What came of it.
  public enum Outcome: Equatable, Sendable {
    case answers([StoreAnswer])
    case holders([Tenant.ID?])
    case failed(StoreFailure)

    fileprivate var isRefusal: Bool {
      switch self {
      case .failed(.taken), .failed(.notFound): true
      case .failed, .answers, .holders: false
      }
    }
  }

  /// Whether both outcomes are refusals of a unit of work of several operations: which of them is told first, when two
  /// can't be, isn't promised.
  func isRefusedAlike(_ one: Outcome, _ other: Outcome) -> Bool {
    guard case .work(_, let operations) = self, operations.count > 1 else { return false }
    return one.isRefusal && other.isRefusal
  }

  /// The failure that a forsaken unit of work throws.
  public static let changeOfMind = StoreFailure.corrupt

  /// Does it.
  public func perform(on store: any Store, _ names: StoreNames) async -> Outcome {
    do throws(StoreFailure) {
      switch self {
      case .work(let tenant, let operations), .forsaken(let tenant, let operations):
        let isForsaken = if case .forsaken = self { true } else { false }
        let answers = try await store.transaction(for: names.tenants[tenant]) { scope throws(StoreFailure) in
          var answers: [StoreAnswer] = []
          for operation in operations {
            if let answer = try await operation.perform(in: scope, of: tenant, names) { answers.append(answer) }
          }
          if isForsaken { throw Self.changeOfMind }
          return answers
        }
        return .answers(answers)
      case .look(let tenant):
        let answers = try await store.read(for: names.tenants[tenant]) { scope throws(StoreFailure) in
          try await StoreRead.everything(scope, names)
        }
        return .answers(answers)
      case .directory: return .holders(try await names.holders(store.platform))
      }
    } catch {
      return .failed(error)
    }
  }
}
