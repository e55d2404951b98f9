/// What a session with a voice AI has cost and how long it has lasted, and when that is enough (property 34).
///
/// Without a clock: what happens is told with its moment, `due` says when to look again. What ends by time is announced before.
public struct SessionMeter: Equatable, Sendable {
  /// How much a session may cost, and how long it may last.
  public struct Limits: Equatable, Sendable {
    /// What it may cost, in millionths of a US dollar: 5 USD. The step of metering that reaches it is the last one.
    public let cost: Int
    /// How long it may last: 30 min.
    public let length: Duration
    /// How long nobody may have spoken or pressed a key: 10 min.
    public let idle: Duration
    /// How long before the end it is announced: 30 s.
    public let notice: Duration

    /// Limits of these parts; `nil` unless all are more than nothing, and announcement, idleness and length longer in this order.
    public init?(
      cost: Int = 5_000_000, length: Duration = .seconds(30 * 60), idle: Duration = .seconds(10 * 60),
      notice: Duration = .seconds(30)
    ) {
      guard cost > 0, notice > .zero, notice < idle, idle < length else { return nil }
      self.init(legal: cost, length, idle, notice)
    }

    private init(legal cost: Int, _ length: Duration, _ idle: Duration, _ notice: Duration) {
      self.cost = cost
      self.length = length
      self.idle = idle
      self.notice = notice
    }

    /// 5 USD, half an hour, ten minutes of silence. Source: settled contradiction 2.
    public static let standard = Limits(legal: 5_000_000, .seconds(30 * 60), .seconds(10 * 60), .seconds(30))
  }

  /// The limit that was met.
  public enum Reason: String, Sendable, CaseIterable {
    case cost, length, idle
  }

  /// What is to be done.
  public enum Step: Equatable, Sendable {
    /// It ends soon.
    case announce(Reason)
    /// It is over: nothing more may be asked of the provider. What is being said may be heard to its end.
    case end(Reason)
  }

  private let limits: Limits
  private let start: Timestamp
  private var lastActivity: Timestamp
  private var announced: Set<Reason> = []
  /// In millionths of a US dollar.
  public private(set) var cost = 0
  /// Why it is over; `nil` while it goes on.
  public private(set) var ended: Reason?

  /// A session.
  /// - Parameter start: when it began.
  /// - Parameter used: what was metered before, when it goes on after a cut.
  /// - Parameter now: when somebody was last there, if not at the beginning.
  public init(
    _ limits: Limits = .standard, at start: Timestamp, having used: AIUsage = AIUsage(), now: Timestamp? = nil
  ) {
    self.limits = limits
    self.start = start
    cost = used.microdollars
    lastActivity = max(now ?? start, start)
  }

  /// The provider metered this much more.
  public mutating func metered(_ usage: AIUsage) -> Step? {
    let (sum, overflows) = cost.addingReportingOverflow(usage.microdollars)
    cost = overflows ? .max : sum
    guard ended == nil, cost >= limits.cost else { return nil }
    return end(.cost)
  }

  /// Somebody spoke or pressed a key.
  public mutating func heard(at moment: Timestamp) {
    guard ended == nil, moment > lastActivity else { return }
    lastActivity = moment
    announced.remove(.idle)
  }

  /// When to look again; `nil` when it is over.
  public var due: Timestamp? {
    guard ended == nil else { return nil }
    return Self.byTime.map { announced.contains($0) ? end(for: $0) : end(for: $0) - limits.notice }.min()
  }

  /// What is to be done now, one thing at a time.
  public mutating func step(at now: Timestamp) -> Step? {
    guard ended == nil else { return nil }
    for reason in Self.byTime where !announced.contains(reason) && now >= end(for: reason) - limits.notice {
      announced.insert(reason)
      return .announce(reason)
    }
    // Announced first, however late somebody looks.
    for reason in Self.byTime where now >= end(for: reason) { return end(reason) }
    return nil
  }

  private static var byTime: [Reason] { [.length, .idle] }

  private func end(for reason: Reason) -> Timestamp {
    reason == .idle ? lastActivity + limits.idle : start + limits.length
  }

  private mutating func end(_ reason: Reason) -> Step {
    ended = reason
    return .end(reason)
  }
}
