/// Where an agent is signed in as one who takes calls: browser, telephone app, second screen. Each keeps itself alive.
public struct DeskSessions: Equatable, Sendable, Codable {
  /// At once for one user. Source: requirements, "How many calls at once".
  public static let maximum = 3

  /// One of them.
  public struct Open: Equatable, Sendable, Codable {
    public let session: Session.ID
    public internal(set) var refreshedAt: Timestamp
  }

  /// In the order in which they were opened.
  public private(set) var open: [Open] = []

  /// None.
  public init() {}

  /// Opens a session, or refreshes it when it is open. One that has lapsed makes room; `false` when three others live.
  public mutating func open(_ session: Session.ID, at moment: Timestamp, by rules: PresenceRules) -> Bool {
    if refresh(session, at: moment, by: rules) { return true }
    open.removeAll { $0.session == session || rules.lasts($0.refreshedAt) < moment }
    guard open.count < Self.maximum else { return false }
    open.append(Open(session: session, refreshedAt: moment))
    return true
  }

  /// Keeps a session alive. `false` for one that isn't open or has lapsed: it must be opened again.
  /// A refresh that comes late, behind a newer one, changes nothing.
  public mutating func refresh(_ session: Session.ID, at moment: Timestamp, by rules: PresenceRules) -> Bool {
    guard let index = open.firstIndex(where: { $0.session == session }),
      moment <= rules.lasts(open[index].refreshedAt)
    else { return false }
    open[index].refreshedAt = max(open[index].refreshedAt, moment)
    return true
  }

  /// Ends a session; one that isn't open is no error.
  public mutating func close(_ session: Session.ID) { open.removeAll { $0.session == session } }

  /// Until when somebody is there if no refresh comes; `nil` when nobody is.
  public func lasts(by rules: PresenceRules) -> Timestamp? { open.map { rules.lasts($0.refreshedAt) }.max() }

  /// Whether somebody is there.
  public func isAnybodyThere(at moment: Timestamp, by rules: PresenceRules) -> Bool {
    lasts(by: rules).map { moment <= $0 } ?? false
  }
}
