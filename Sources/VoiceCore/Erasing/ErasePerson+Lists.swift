extension ErasePerson.Page {
  /// What finds the number at once, or is short enough to be read as a whole.
  mutating func lists() async throws(StoreFailure) {
    for rule in try await scope.spamRules() where rule.sign.isOnly(number) {
      try await scope.removeSpamRule(rule.id)
      count(in: .spamRules)
    }
    if try await scope.allowedNumber(for: number) != nil {
      try await scope.disallow(number)
      count(in: .allowList)
    }
    if let track = try await scope.callerTrack(of: number) {
      try await scope.remove(track)
      count(in: .callerTracks)
    }
    try await dropDialled()
    try await forgetAnswers()
    if var company = try await scope.tenant(), company.settings.signs.forget(number) {
      try await scope.save(company)
      count(in: .tenants)
    }
    try await expireExports()
  }

  /// Calls that we placed, and that nobody has found ended yet.
  private mutating func dropDialled() async throws(StoreFailure) {
    var ledger = try await scope.outboundLedger()
    let before = ledger
    ledger.drop(try await scope.ended(of: ledger))
    guard ledger != before else { return }
    try await scope.save(ledger)
    count(before.running.count { $0.number == number }, in: .outboundLedgers)
  }

  /// Answers that are kept for who asks again.
  private mutating func forgetAnswers() async throws(StoreFailure) {
    for kept in try await scope.keptAnswers(limit: KeptAnswer.maximumPerTenant) {
      guard let answer = kept.answer, number.isNamed(in: String(decoding: answer.body, as: UTF8.self)) else { continue }
      var blanked = kept
      blanked.answer = nil
      try await scope.save(blanked)
      count(in: .keptAnswers)
    }
  }

  /// Files that were written before: the person may be in them.
  private mutating func expireExports() async throws(StoreFailure) {
    var shelf = try await scope.exportShelf()
    var gone: [Export.ID] = []
    for export in shelf.exports where export.order.resource != .knowledge {
      guard let changed = export.withdrawn(at: now) else { continue }
      shelf.put(changed)
      gone.append(export.id)
    }
    guard !gone.isEmpty else { return }
    try await scope.save(shelf)
    count(gone.count, in: .exports)
    wait(for: gone)
  }
}

extension SpamRule.Sign {
  /// Whether it is about this number and no other.
  fileprivate func isOnly(_ number: PhoneNumber) -> Bool {
    switch self {
    case .number(let own): own == number
    case .prefix(let prefix): prefix.text == number.e164
    case .range(let range): range.first == number && range.last == number
    case .numberPattern, .keyword, .pattern, .repeatedCalls, .reports: false
    }
  }
}
