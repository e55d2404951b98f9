extension AgentState {
  /// What an agent is doing at some moment, the first that fits.
  public enum Condition: String, Sendable, Codable, CaseIterable {
    /// Not there, or not taking calls.
    case notAvailable = "not_available"
    /// Rang and was not answered; a state of its own, until a status is chosen.
    case missed
    /// There, and says to be busy.
    case busy
    /// A call rings.
    case offered
    /// As many conversations as they take at once.
    case talking
    /// Writing notes.
    case wrappingUp = "wrapping_up"
    /// May be offered a call.
    case available
  }

  /// What holds at a moment.
  public func condition(
    at moment: Timestamp, capacity: Int = 1, by rules: PresenceRules = .standard
  ) -> Condition {
    guard sessions.isAnybodyThere(at: moment, by: rules), chosen != .notAvailable else { return .notAvailable }
    if missedAt != nil { return .missed }
    if chosen == .busy { return .busy }
    if offer != nil { return .offered }
    if calls.count >= capacity { return .talking }
    if let wrapUpUntil, moment < wrapUpUntil { return .wrappingUp }
    return .available
  }

  /// What others see: one of the three statuses.
  public func status(at moment: Timestamp, capacity: Int = 1, by rules: PresenceRules = .standard) -> AgentStatus {
    switch condition(at: moment, capacity: capacity, by: rules) {
    case .available: .available
    case .busy, .offered, .talking, .wrappingUp: .busy
    case .notAvailable, .missed: .notAvailable
    }
  }
}
