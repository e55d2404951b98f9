/// What an ended call used.
public struct CallMetering: Equatable, Sendable {
  /// The longest that one call counts: a year. Longer is a clock that jumped.
  private static let longest: Duration = .seconds(366 * 86_400)

  public let call: Call.ID
  /// From answer to end, in seconds that have begun; a call that nobody answered used none.
  public let seconds: Int
  /// What its voice AI cost, in millionths of a US dollar.
  public let microdollars: Int

  /// What a call used.
  public init(_ call: Call.ID, seconds: Int, microdollars: Int = 0) {
    self.call = call
    self.seconds = max(seconds, 0)
    self.microdollars = microdollars
  }

  /// That of a call's record.
  init(_ record: CallDetailRecord) {
    let span = min(max(record.answeredDuration, .zero), Self.longest)
    self.init(
      record.call, seconds: Int((span.wholeMicroseconds + 999_999) / 1_000_000),
      microdollars: record.aiUsage?.microdollars ?? 0)
  }
}
