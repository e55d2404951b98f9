/// How talk mode answers a caller's turn, heard by voice activity: seeded delay and length, transcripts for both sides,
/// and the verdict `served` where the session has the tool `report_outcome`.
public struct TalkStyle: Sendable {
  /// From the end of the caller's turn to the first audio.
  public var delay: ClosedRange<Duration>
  /// Of an answer, as it is played; cut to `longestAnswer`.
  public var length: ClosedRange<Duration>
  /// Drawn from when a turn goes wrong.
  public var faults: [RealtimeAIFault]
  /// Turns in a hundred that go wrong.
  public var faultsInHundred: Int
  /// The most audio in one answer.
  public static let longestAnswer = Duration.seconds(60)

  /// Answers of 1 to 4 s after 200 to 600 ms.
  public init(
    delay: ClosedRange<Duration> = .milliseconds(200) ... .milliseconds(600),
    length: ClosedRange<Duration> = .seconds(1) ... .seconds(4), faults: [RealtimeAIFault] = [],
    faultsInHundred: Int = 0
  ) {
    self.delay = delay
    self.length = length
    self.faults = faults
    self.faultsInHundred = faultsInHundred
  }
}
