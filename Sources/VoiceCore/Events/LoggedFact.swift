/// A fact at its place in the log.
public struct LoggedFact: Equatable, Sendable {
  public let position: LogPosition
  public let recorded: RecordedFact

  /// A fact at this place.
  public init(position: LogPosition, recorded: RecordedFact) {
    self.position = position
    self.recorded = recorded
  }

  /// The fact's name outside.
  public var id: EventID { EventID(call: recorded.call, ordinal: recorded.ordinal) }
}
