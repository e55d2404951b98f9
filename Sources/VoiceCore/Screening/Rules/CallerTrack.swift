/// What is remembered of one caller's number: the latest calls and how often it was reported. A small row of its own, so
/// that calls of different callers never wait for each other.
public struct CallerTrack: Equatable, Sendable, Codable {
  /// Calls that are remembered: as many as a rule may ask for.
  public static let maximumCalls = RepeatedCalls.counts.upperBound
  /// How long a call is remembered.
  public static let span = Duration.seconds(RepeatedCalls.spansSeconds.upperBound)

  public let number: PhoneNumber
  /// When the latest calls came, the oldest first.
  public private(set) var calls: [Timestamp] = []
  /// Reports of staff, for good.
  public private(set) var reports = 0

  /// A caller of whom nothing is known.
  public init(of number: PhoneNumber) { self.number = number }

  /// A call came.
  public mutating func note(callAt moment: Timestamp) {
    calls.append(moment)
    calls.sort()
    calls.removeFirst(max(0, calls.count - Self.maximumCalls))
  }

  /// Somebody reported the caller.
  public mutating func noteReport() { reports += 1 }

  /// When anything was heard last.
  public var lastCall: Timestamp? { calls.last }

  /// Whether nothing is lost when it is forgotten then.
  public func isStale(at moment: Timestamp) -> Bool {
    reports == 0 && (calls.last.map { $0 < moment - Self.span } ?? true)
  }

  /// What rules may ask about, as of a moment.
  public func history(at moment: Timestamp) -> CallerHistory {
    CallerHistory(secondsAgo: calls.map { Int((moment - $0).components.seconds) }, reports: reports)
  }
}
