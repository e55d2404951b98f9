public import VoiceCore

/// What a read of the store's port gave, so that two stores can be compared.
public enum StoreAnswer: Equatable, Sendable {
  case tenant(Tenant?)
  case user(User?)
  case lines([PhoneLine])
  case departments([Department])
  case department(Department?)
  case rules([SpamRule])
  case allowed(Set<PhoneNumber>)
  case knowledge([KnowledgeEntry])
  case queue(CallQueue)
  case call(Call?)
  case calls([Call])
  case record(CallDetailRecord?)
  case facts([RecordedFact])
  case intentions([PendingIntention])
  case transcript([Utterance])
  case grant(StreamGrant?)
}

/// A read of the port, about the entity with this number.
public enum StoreRead: Int, CaseIterable, Sendable {
  case tenant, userByEmail, userByID, lines, departments, department, rules, allowed, knowledge, queue, call
  case callByCarrier, firstCalls, laterCalls, record, facts, intentions, transcript

  /// Reads.
  public func ask(_ scope: any TenantSnapshot, _ number: Int, _ names: StoreNames) async throws(StoreFailure)
    -> StoreAnswer
  {
    switch self {
    case .tenant: .tenant(try await scope.tenant())
    case .userByEmail: .user(try await scope.user(names.email(number)))
    case .userByID: .user(try await scope.user(Identifier(UInt128(number)) as User.ID))
    case .lines: .lines(try await scope.phoneLines())
    case .departments: .departments(try await scope.departments())
    case .department: .department(try await scope.department(Identifier(UInt128(number))))
    case .rules: .rules(try await scope.spamRules())
    case .allowed: .allowed(try await scope.allowList())
    case .knowledge: .knowledge(try await scope.knowledge())
    case .queue: .queue(try await scope.queue(of: Identifier(UInt128(number))))
    case .call: .call(try await scope.call(Identifier(UInt128(number)) as Call.ID))
    case .callByCarrier: .call(try await scope.call(names.carrier(number)))
    case .firstCalls: .calls(try await scope.calls(after: nil, limit: number))
    case .laterCalls:
      .calls(try await scope.calls(after: CallCursor(after: names.call(number, carrier: number)), limit: 2))
    case .record: .record(try await scope.detailRecord(of: Identifier(UInt128(number))))
    case .facts: .facts(try await scope.facts(of: Identifier(UInt128(number))))
    case .intentions: .intentions(try await scope.pendingIntentions(of: Identifier(UInt128(number))))
    case .transcript: .transcript(try await scope.transcript(of: Identifier(UInt128(number))))
    }
  }

  /// All that the port tells of a tenant's entities 1 to 3.
  public static func everything(
    _ scope: any TenantSnapshot, _ names: StoreNames
  ) async throws(StoreFailure) -> [StoreAnswer] {
    var answers: [StoreAnswer] = []
    for number in 1...3 {
      for read in allCases where number == 1 || read.isOfOne {
        answers.append(try await read.ask(scope, read.isOfOne ? number : 9, names))
      }
    }
    return answers
  }

  /// Whether the answer depends on the number.
  private var isOfOne: Bool {
    switch self {
    case .tenant, .lines, .departments, .rules, .allowed, .knowledge, .firstCalls: false
    default: true
    }
  }
}
