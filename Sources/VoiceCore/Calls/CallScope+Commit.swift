extension CallScope where Self: BillingScope {
  /// Applies a decision to a call and keeps both; when the call has ended by it, its detail record and what it used too. Nothing to
  /// do is nothing written. Returns the call as it is then.
  @discardableResult
  public func commit(_ decision: Call.Decision, to call: Call, at moment: Timestamp) async throws(StoreFailure) -> Call
  {
    guard decision != .nothing else { return call }
    var changed = call
    changed.evolve(decision.facts)
    let record = call.hasEnded ? nil : CallDetailRecord(of: changed)
    var facts = decision.facts
    if let record { facts += try await settle(record, by: call.credit) }
    try await save(changed, facts: facts, intentions: decision.intentions, at: moment)
    if let record {
      try await save(record)
      try await removeLiveCall(call.id)
    }
    return changed
  }
}
