import VoiceCore

/// The reads of the port. Every list has a stated order; none is a dictionary's.
extension TenantState {
  /// The version of the row that a key leads to.
  func version(of key: RowKey) -> RowVersion {
    switch key {
    case .tenant: tenant?.version ?? 0
    case .user(let id): users[id]?.version ?? 0
    case .email(let email): usersByEmail[email].flatMap { users[$0]?.version } ?? 0
    case .grant(let digest): grants[digest]?.version ?? 0
    case .department(let id): departments[id]?.version ?? 0
    case .queue(let department): queues[department]?.version ?? 0
    case .call(let id): calls[id]?.call.version ?? 0
    case .carrierCall(let name): callsByCarrier[name].flatMap { calls[$0]?.call.version } ?? 0
    case .record(let call): calls[call]?.record?.version ?? 0
    }
  }

  func user(_ email: EmailAddress) -> User? { usersByEmail[email].flatMap { users[$0]?.value } }

  func phoneLines() -> [PhoneLine] { lines.values.sorted { $0.number < $1.number } }

  func departmentsInOrder() -> [Department] { departments.values.map(\.value).sorted { $0.id < $1.id } }

  func spamRules() -> [SpamRule] { rules.values.sorted { $0.id < $1.id } }

  func knowledgeInOrder() -> [KnowledgeEntry] {
    knowledge.values.sorted { ($1.priority, $0.id) < ($0.priority, $1.id) }
  }

  func queue(of department: Department.ID) -> CallQueue {
    queues[department]?.value ?? CallQueue(department: department)
  }

  func call(_ carrierID: CarrierCallID) -> Call? { callsByCarrier[carrierID].flatMap { calls[$0]?.call.value } }

  func calls(after cursor: CallCursor?, limit: Int) -> [Call] {
    let end =
      cursor.map { callsByAge.index(of: CallPlace(startedAt: $0.startedAt, call: $0.call)) } ?? callsByAge.count
    return callsByAge[..<end].suffix(max(0, limit)).reversed().compactMap { calls[$0.call]?.call.value }
  }
}
