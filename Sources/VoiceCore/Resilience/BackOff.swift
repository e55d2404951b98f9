/// How long is waited between tries, and how often it is tried. Source: settled as one kind of policy with three presets.
///
/// With full jitter: of each pause only the longest is said here, chance decides how much of it is waited, so that many who
/// failed at once don't come back at once. Source: AWS Architecture Blog, "Exponential Backoff And Jitter".
public struct BackOff: Equatable, Sendable {
  /// How the longest pause grows from failure to failure.
  public enum Growth: Sendable, CaseIterable {
    /// By the first one each time: 5 s, 10 s, 15 s …
    case linear
    /// To twice of what it was: 1 s, 2 s, 4 s …
    case doubling
  }

  /// What the first pause may last at most.
  public let first: Duration
  public let growth: Growth
  /// What no pause is longer than.
  public let longest: Duration
  /// Tries in all, the first one among them, at least 1; `nil` for no end of them.
  public let tries: Int?
  /// How long after the first try's beginning the last one may begin; `nil` for no such end.
  public let total: Duration?

  /// A policy of these parts; what is below its least is brought up to it.
  public init(
    first: Duration, growth: Growth = .doubling, longest: Duration, tries: Int? = nil, total: Duration? = nil
  ) {
    self.first = max(first, .zero)
    self.growth = growth
    self.longest = max(longest, .zero)
    self.tries = tries.map { max($0, 1) }
    self.total = total
  }

  /// A link by which messages are exchanged: 5 s more each time, ten tries.
  public static let messagingLink = BackOff(first: .seconds(5), growth: .linear, longest: .seconds(50), tries: 10)
  /// A realtime link: 1 s, then twice as long each time, 30 s at most, for as long as somebody wants it.
  public static let realtimeLink = BackOff(first: .seconds(1), longest: .seconds(30))
  /// One call of a service: three tries, 1 s and 2 s between them at most.
  public static let serviceCall = BackOff(first: .seconds(1), longest: .seconds(2), tries: 3)

  /// The same with so many tries in all.
  public func limited(toTries tries: Int) -> BackOff {
    BackOff(first: first, growth: growth, longest: longest, tries: tries, total: total)
  }

  /// What the pause after that many failures in a row may last at most; before any failure nothing is waited.
  public func longestPause(afterFailures failures: Int) -> Duration {
    guard failures > 0 else { return .zero }
    // Beyond so many doublings the longest is reached whatever the first is, and nothing overflows.
    let factor =
      switch growth {
      case .linear: Int64(min(failures, 1 << 20))
      case .doubling: Int64(1) << Int64(min(failures - 1, 20))
      }
    return min(first * factor, longest)
  }

  /// The pause after that many failures in a row: from none to the longest, as chance has it.
  public func pause(afterFailures failures: Int, chance: UInt64) -> Duration {
    let longest = UInt64(longestPause(afterFailures: failures).wholeMicroseconds)
    return .microseconds(Int64(chance % (longest + 1)))
  }
}
