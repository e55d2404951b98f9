/// A fact of the log that the world outside is told of, and in which departments that happened.
public struct TenantEvent: Equatable, Sendable {
  public let position: LogPosition
  public let recorded: RecordedFact
  /// `noun.past_verb`.
  public let name: String
  /// The department that the call was in before and the one that it is in after it. One event may be both departments'
  /// news: who hands a call on sees that it goes.
  let before: Department.ID?
  let after: Department.ID?

  /// The event that a fact is; `nil` for one that stays inside.
  init?(_ fact: LoggedFact, before: Department.ID?, after: Department.ID?) {
    guard let name = fact.recorded.fact.eventName else { return nil }
    position = fact.position
    recorded = fact.recorded
    self.name = name
    // How much is left is news for those who see everything, not for a call's department.
    let isOfTenant = if case .creditsLow = fact.recorded.fact { true } else { false }
    self.before = isOfTenant ? nil : before
    self.after = isOfTenant ? nil : after
  }

  public var id: EventID { EventID(call: recorded.call, ordinal: recorded.ordinal) }

  /// What it is about: the name's first word.
  var noun: Substring { name.prefix { $0 != "." } }

  /// Whether this sight covers it (property 19). What happens to a call in no department is seen by those who see everything.
  public func isSeen(by sight: Sight) -> Bool { sight.covers(before) || sight.covers(after) }
}

/// What happened from one place of a tenant's log to another, of which nothing between is left out.
public struct EventStretch: Equatable, Sendable {
  /// `nil` for the oldest that is kept.
  public let from: LogPosition?
  public let through: LogPosition?
  /// Between the two, in order.
  public let events: [TenantEvent]
}
