/// How often one may ask for something, and whoever is refused is told by which rule (property 42).
///
/// Either exactly so many in every window, however they lie in it; or so many in a window on the average, and a burst at once:
/// then a span lets through at most the burst and what has come back in it. Each node counts for itself, so that of as many
/// nodes as there are each lets as much through.
public struct RateRule: Equatable, Sendable {
  /// What is bounded, as clients are told.
  public enum Name: String, Sendable, CaseIterable {
    /// Attempts to be let in, by address.
    case authentication
    /// Requests that change nothing, by who asks.
    case reads
    /// All other requests, by who asks.
    case writes
  }

  /// How it is counted.
  public enum Shape: Equatable, Sendable {
    /// By the moments of the last ones: never more than the count in any window.
    case exact
    /// By a bucket that holds so many and is filled again at the rule's rate.
    case bucket(burst: Int)
  }

  /// Counts and bursts that a rule may have.
  public static let legalCounts = 1...1_000_000
  /// The longest window.
  public static let longestWindow: Duration = .seconds(86_400)

  public let name: Name
  /// How many in a window.
  public let count: Int
  public let window: Duration
  public let shape: Shape
  /// The most keys that are counted at once, up to 200 bytes each.
  public let maximumKeys: Int

  /// A rule of these parts, brought within what is legal.
  public init(_ name: Name, _ count: Int, in window: Duration, _ shape: Shape, maximumKeys: Int = 50_000) {
    self.name = name
    self.count = Self.legal(count)
    self.window = min(max(window, .microseconds(1)), Self.longestWindow)
    switch shape {
    case .exact: self.shape = .exact
    case .bucket(let burst): self.shape = .bucket(burst: Self.legal(burst))
    }
    self.maximumKeys = max(1, maximumKeys)
  }

  private static func legal(_ count: Int) -> Int {
    min(max(count, legalCounts.lowerBound), legalCounts.upperBound)
  }

  /// Five a minute: signing in and renewing a session. Source: property 42.
  public static let authentication = RateRule(.authentication, 5, in: .seconds(60), .exact)

  /// So many reads a minute, and half of them at once: any minute has at most one and a half times as many.
  public static func reads(perMinute count: Int) -> RateRule { perMinute(.reads, count) }

  /// The same of writes.
  public static func writes(perMinute count: Int) -> RateRule { perMinute(.writes, count) }

  private static func perMinute(_ name: Name, _ count: Int) -> RateRule {
    RateRule(name, count, in: .seconds(60), .bucket(burst: max(1, count / 2)))
  }

  /// Source: property 42.
  public static let reads = reads(perMinute: 100)
  /// Source: property 42.
  public static let writes = writes(perMinute: 30)
}

/// What becomes of one who asks.
public struct RateVerdict: Equatable, Sendable {
  /// Whether it may be done.
  public enum Outcome: Equatable, Sendable {
    /// It counts; so many more may follow now, and after so long as many as ever.
    case go(left: Int, whole: Duration)
    /// It doesn't count, and the next one is looked at after so long.
    case wait(Duration)
  }

  /// By which rule.
  public let rule: RateRule
  public let outcome: Outcome
}
