/// What a line of a call's log says, as far as a law over logs looks at it. People are numbered by their first appearance,
/// so that nobody is named.
public enum CallLogEvent: Equatable, Sendable {
  case answered
  case streamJoined
  case judged(Int, Verdict)
  case overturned(Int)
  /// The receptionist hands over; who is wanted follows.
  case handedOver(TransferReason)
  case transferStarted(TransferReason)
  case joined(Int)
  case takenOver(Int)
  case handedBack(Int)
  case left(Int)
  case said(Utterance.Speaker)
  case ended(Ending.Cause)
  /// No law over logs looks at it.
  case other
}

/// An event of a call's log and how long after the log's beginning it was.
public struct CallLogEntry: Equatable, Sendable {
  /// Negative where the log goes back behind its beginning.
  public let milliseconds: Int
  public let event: CallLogEvent

  /// That event so long after the beginning.
  public init(milliseconds: Int, event: CallLogEvent) {
    self.milliseconds = milliseconds
    self.event = event
  }
}
