/// What a load run of calls is to do.
public struct CallsPlan: Codable, Equatable, Sendable {
  /// How callers behave.
  public enum Mode: String, CaseIterable, Codable, Sendable {
    /// Each frame says who it is, and comes back.
    case echo
    /// The caller speaks, hears the answer, speaks again, breaks in now and then.
    case talk
  }

  public var mode: Mode
  /// Concurrent calls.
  public var calls: Int
  /// How long is measured, once all calls are up.
  public var seconds: Int
  /// Over which time the calls are set up.
  public var rampSeconds: Double
  public var seed: UInt64
  /// The 99th percentile must stay below this.
  public var p99LimitMilliseconds: Double
  /// One call more must be refused: as many as asked for are the most that the tenant may have.
  public var refusesMore: Bool
  /// Whose calls they are, in turns.
  public var tenants: Int

  /// A plan of these parts.
  public init(
    mode: Mode = .echo, calls: Int, seconds: Int = 30, rampSeconds: Double = 5, seed: UInt64 = 1,
    p99LimitMilliseconds: Double = 50, refusesMore: Bool = false, tenants: Int = 1
  ) {
    self.tenants = tenants
    self.refusesMore = refusesMore
    self.mode = mode
    self.calls = calls
    self.seconds = seconds
    self.rampSeconds = rampSeconds
    self.seed = seed
    self.p99LimitMilliseconds = p99LimitMilliseconds
  }

  /// Most calls of one run.
  public static let mostCalls = 20_000
  /// How long is waited between the parts of a run.
  public struct Pauses: Sendable {
    /// How long the warm-up call lasts, and how long after it the server rests before its memory is read.
    public var warmUp = Duration.seconds(1)
    /// Between the last call's set-up and the first measured frame.
    public var settling = Duration.seconds(1)
    /// How long after the window a frame may still come back; then it is lost.
    public var lostAfter = Duration.seconds(2)

    /// The usual pauses.
    public init() {}

    /// For tests of the generator itself: nothing warms up or settles there.
    public static var short: Pauses {
      var pauses = Pauses()
      pauses.warmUp = .milliseconds(100)
      pauses.settling = .milliseconds(100)
      pauses.lostAfter = .milliseconds(500)
      return pauses
    }
  }

  /// A generator that was busier than this share of its core measured itself.
  public static let busiestGenerator = 0.8
}
