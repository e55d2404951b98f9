extension CallScope {
  /// Applies a decision to a call and keeps both; when the call has ended by it, its detail record too. Nothing to do is
  /// nothing written. Returns the call as it is then.
  @discardableResult
  public func commit(_ decision: Call.Decision, to call: Call, at moment: Timestamp) async throws(StoreFailure) -> Call
  {
    guard decision != .nothing else { return call }
    var changed = call
    changed.evolve(decision.facts)
    try await save(changed, facts: decision.facts, intentions: decision.intentions, at: moment)
    if !call.hasEnded, let record = CallDetailRecord(of: changed) {
      try await save(record)
      try await removeLiveCall(call.id)
    }
    return changed
  }
}
