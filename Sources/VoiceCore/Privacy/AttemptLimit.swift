/// How often one client may try something. Exact in every window, not only in those that begin on the minute: the moments of
/// the last few attempts are kept. Source: properties 12 and 42.
public struct AttemptRule: Equatable, Sendable {
  /// In any window.
  public var attempts: Int
  public var window: Duration
  /// The most clients that are counted at once, about 200 bytes each.
  public var maximumClients: Int

  /// Five a minute: signing in and renewing a session. Source: property 42.
  public static let authentication = AttemptRule(attempts: 5, window: .seconds(60))

  /// A rule of these parts.
  public init(attempts: Int, window: Duration, maximumClients: Int = 50_000) {
    self.attempts = max(1, attempts)
    self.window = window
    self.maximumClients = max(1, maximumClients)
  }
}

/// Counts clients' attempts by tags of their addresses, which tell nobody who they are. A value that knows no time.
public struct AttemptLimit: Sendable {
  /// What becomes of an attempt.
  public enum Verdict: Equatable, Sendable {
    /// It counts; so many more may follow now.
    case go(left: Int)
    /// It doesn't count, and the next one is looked at after so long.
    case wait(Duration)
  }

  private let rule: AttemptRule
  private var attempts: [AddressTag: [Timestamp]] = [:]

  /// Has counted nothing yet.
  public init(_ rule: AttemptRule) { self.rule = rule }

  /// How many clients are counted.
  public var count: Int { attempts.count }

  /// An attempt of the client with these tags.
  public mutating func take(_ tags: AddressTags, at now: Timestamp) -> Verdict {
    let yesterday = tags.yesterday.map { recent($0, at: now) } ?? []
    let today = recent(tags.today, at: now)
    let made = (yesterday + today).sorted()
    guard made.count < rule.attempts else {
      // When the oldest of those that fill the window leaves it.
      let first = made[made.count - rule.attempts]
      return .wait(min(first + rule.window - now, rule.window))
    }
    if attempts[tags.today] == nil { makeRoom(at: now) }
    attempts[tags.today] = today + [now]
    return .go(left: rule.attempts - made.count - 1)
  }

  /// Those within the window. What a clock that was put back left in the future counts as just made.
  private func recent(_ tag: AddressTag, at now: Timestamp) -> [Timestamp] {
    (attempts[tag] ?? []).map { min($0, now) }.filter { now - $0 < rule.window }
  }

  /// Takes out whoever has nothing in the window; when all have, those whose last attempt is the oldest, a tenth at once, so
  /// that it isn't looked for with each attempt.
  private mutating func makeRoom(at now: Timestamp) {
    guard attempts.count >= rule.maximumClients else { return }
    attempts = attempts.filter { _, moments in moments.last.map { now - $0 < rule.window } ?? false }
    guard attempts.count >= rule.maximumClients else { return }
    let order = attempts.values.compactMap(\.last).sorted()
    let bound = order[min(order.count - 1, rule.maximumClients / 10)]
    attempts = attempts.filter { _, moments in moments.last.map { $0 > bound } ?? false }
  }
}
