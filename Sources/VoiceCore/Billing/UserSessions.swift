/// The sessions that users hold: so many at most each (property 34). A session that comes back after a cut is the same one.
public struct UserSessions<Session: Hashable & Sendable>: Equatable, Sendable {
  /// How many one user may hold. Source: settled contradiction 3.
  public static var standardMaximum: Int { 3 }

  /// The limit that was met.
  public struct Refusal: Error, Equatable, Sendable {
    /// How many the user may hold.
    public let maximum: Int
  }

  private let maximum: Int
  private var held: [User.ID: Set<Session>] = [:]

  /// No sessions yet.
  public init(maximum: Int = Self.standardMaximum) { self.maximum = max(maximum, 0) }

  /// How many a user holds.
  public func count(of user: User.ID) -> Int { held[user]?.count ?? 0 }

  /// A session begins, or goes on.
  /// - Throws: when the user holds as many others as may be.
  public mutating func begin(_ session: Session, of user: User.ID) throws(Refusal) {
    var sessions = held[user] ?? []
    guard sessions.contains(session) || sessions.count < maximum else { throw Refusal(maximum: maximum) }
    sessions.insert(session)
    held[user] = sessions
  }

  /// A session is over. Twice is once.
  public mutating func end(_ session: Session, of user: User.ID) {
    held[user]?.remove(session)
    if held[user]?.isEmpty == true { held[user] = nil }
  }
}
