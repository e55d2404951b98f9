/// Keeps a service that is down from being asked by everybody (property 40).
///
/// Closed, it lets everything pass and counts failures in a row; at the threshold it opens and refuses at once. After the open
/// time it is half open: one request passes as a probe, and what becomes of it decides. Whoever passes says what came of it;
/// what comes late, of a time before the breaker opened or closed, counts for nothing.
public struct CircuitBreaker: Equatable, Sendable {
  /// When it opens, and for how long.
  public struct Rule: Equatable, Sendable {
    /// Failures in a row at which it opens; at least 1.
    public let threshold: Int
    /// How long it refuses everything.
    public let openTime: Duration
    /// How long a probe may be under way before another one may pass: its bearer may be gone.
    public let probeTime: Duration

    /// A rule of these parts.
    public init(threshold: Int = 5, openTime: Duration = .seconds(30), probeTime: Duration = .seconds(30)) {
      self.threshold = max(threshold, 1)
      self.openTime = max(openTime, .zero)
      self.probeTime = max(probeTime, .zero)
    }
  }

  /// How it stands.
  public enum State: Int, Sendable, CaseIterable {
    case closed, halfOpen, open
  }

  /// The right to ask once.
  public struct Permit: Equatable, Sendable {
    fileprivate let period: Int
    /// Whether it is the probe that decides for all.
    public let isProbe: Bool

    /// For where nothing is watched.
    static let always = Permit(period: 0, isProbe: false)
  }

  private enum Phase: Equatable, Sendable {
    case closed(failures: Int)
    case open(until: Timestamp)
    case probing(until: Timestamp)
  }

  private let rule: Rule
  private var phase = Phase.closed(failures: 0)
  /// Counts the times between two changes: a permit is good for its own.
  private var period = 0

  /// A closed breaker.
  public init(_ rule: Rule = Rule()) { self.rule = rule }

  /// How it stands at this moment.
  public func state(at now: Timestamp) -> State {
    switch phase {
    case .closed: .closed
    case .open(let until): now < until ? .open : .halfOpen
    case .probing: .halfOpen
    }
  }

  /// Whether a request may pass now.
  public mutating func admit(at now: Timestamp) -> Permit? {
    switch phase {
    case .closed: return Permit(period: period, isProbe: false)
    case .open(let until), .probing(let until):
      guard now >= until else { return nil }
      enter(.probing(until: now + rule.probeTime))
      return Permit(period: period, isProbe: true)
    }
  }

  /// The service did what it was asked for, or said why it wouldn't: it is there.
  public mutating func succeeded(_ permit: Permit) {
    guard permit.period == period else { return }
    switch phase {
    case .closed: phase = .closed(failures: 0)
    case .probing: enter(.closed(failures: 0))
    case .open: break
    }
  }

  /// The service wasn't there.
  public mutating func failed(_ permit: Permit, at now: Timestamp) {
    guard permit.period == period else { return }
    switch phase {
    case .closed(let failures) where failures + 1 < rule.threshold: phase = .closed(failures: failures + 1)
    case .closed, .probing: enter(.open(until: now + rule.openTime))
    case .open: break
    }
  }

  /// Whoever had the permit went away without learning anything. The next may be the probe in its place.
  public mutating func abandoned(_ permit: Permit, at now: Timestamp) {
    guard permit.period == period, case .probing = phase else { return }
    enter(.open(until: now))
  }

  private mutating func enter(_ phase: Phase) {
    self.phase = phase
    period += 1
  }
}
