extension AgentState {
  /// What is done to, or by, an agent.
  public enum Command: Equatable, Sendable {
    case choose(AgentStatus)
    /// Let a call ring there until then.
    case offer(Call.ID, until: Timestamp)
    case answer(Call.ID)
    case refuse(Call.ID)
    /// The time to answer is over.
    case ringOut(Call.ID)
    /// The call needs them no more.
    case withdraw(Call.ID)
    /// The conversation is over.
    case finish(Call.ID)
    /// Looks whether somebody is still there.
    case lookForPresence
  }

  /// What follows from a command at a moment: nothing from one that comes late, twice or makes no sense.
  ///
  /// - Parameter wrapUp: The agent's time for notes.
  public func decide(
    _ command: Command, at moment: Timestamp, capacity: Int = 1, wrapUp: Duration = .zero,
    by rules: PresenceRules = .standard
  ) -> [Fact] {
    switch command {
    case .choose(let status):
      // Who turns away from a ringing telephone declines it.
      let declined = status == .available ? nil : offer.map { Fact.refused($0.call, at: moment) }
      let changes = status != chosen || missedAt != nil || (status == .available && wrapUpUntil != nil)
      return [declined, changes ? .statusChosen(status, at: moment) : nil].compactMap { $0 }
    case .offer(let call, let until):
      guard condition(at: moment, capacity: capacity, by: rules) == .available, until > moment, !calls.contains(call)
      else { return [] }
      return [.offered(Offer(call: call, until: until), at: moment)]
    case .answer(let call):
      guard let offer, offer.call == call, moment < offer.until else { return [] }
      return [.answered(call, at: moment)]
    case .refuse(let call): return offer?.call == call ? [.refused(call, at: moment)] : []
    case .ringOut(let call):
      guard let offer, offer.call == call, moment >= offer.until else { return [] }
      return [.missed(call, at: moment)]
    case .withdraw(let call): return offer?.call == call ? [.withdrawn(call, at: moment)] : []
    case .finish(let call):
      guard calls.contains(call) else { return [] }
      return [.finished(call, at: moment, wrapUpUntil: moment + wrapUp)]
    case .lookForPresence:
      guard chosen != .notAvailable, !sessions.isAnybodyThere(at: moment, by: rules) else { return [] }
      return [offer.map { Fact.missed($0.call, at: moment) }, .lapsed(at: moment)].compactMap { $0 }
    }
  }
}
