import VoiceCore

extension UnitOfWork: TenantScope {
  func tenant() async throws(StoreFailure) -> Tenant? {
    try await row(at: .tenant) { tenant, change in if case .tenant(let saved) = change { tenant = saved } }
  }

  func user(_ email: EmailAddress) async throws(StoreFailure) -> User? {
    try await row(at: .email(email)) { user, change in
      guard case .user(let saved) = change else { return }
      if saved.email == email { user = saved } else if user?.id == saved.id { user = nil }
    }
  }

  func user(_ id: User.ID) async throws(StoreFailure) -> User? {
    try await row(at: .user(id)) { user, change in
      if case .user(let saved) = change, saved.id == id { user = saved }
    }
  }

  func phoneLines() async throws(StoreFailure) -> [PhoneLine] {
    try await list(rows.phoneLines, by: \.number) { lines, change in
      if case .line(let saved) = change { lines[saved.number] = saved }
    } inOrder: {
      $0.number < $1.number
    }
  }

  func departments() async throws(StoreFailure) -> [Department] {
    try await list(rows.departments, by: \.id) { departments, change in
      if case .department(let saved) = change { departments[saved.id] = saved }
    } inOrder: {
      $0.id < $1.id
    }
  }

  func department(_ id: Department.ID) async throws(StoreFailure) -> Department? {
    try await row(at: .department(id)) { department, change in
      if case .department(let saved) = change, saved.id == id { department = saved }
    }
  }

  func spamRules() async throws(StoreFailure) -> [SpamRule] {
    try await list(rows.spamRules, by: \.id) { rules, change in
      switch change {
      case .rule(let saved): rules[saved.id] = saved
      case .removedRule(let id): rules[id] = nil
      default: break
      }
    } inOrder: {
      $0.id < $1.id
    }
  }

  func allowList() async throws(StoreFailure) -> Set<PhoneNumber> {
    let changes = try changes()
    return changes.laid(over: try await rows.allowList()) { numbers, change in
      switch change {
      case .allowed(let number): numbers.insert(number)
      case .disallowed(let number): numbers.remove(number)
      default: break
      }
    }
  }

  func knowledge() async throws(StoreFailure) -> [KnowledgeEntry] {
    try await list(rows.knowledge, by: \.id) { entries, change in
      if case .knowledge(let saved) = change { entries[saved.id] = saved }
    } inOrder: {
      ($1.priority, $0.id) < ($0.priority, $1.id)
    }
  }

  func queue(of department: Department.ID) async throws(StoreFailure) -> CallQueue {
    let queue: CallQueue? = try await row(at: .queue(department)) { queue, change in
      if case .queue(let saved) = change, saved.department == department { queue = saved }
    }
    return queue ?? CallQueue(department: department)
  }
}
