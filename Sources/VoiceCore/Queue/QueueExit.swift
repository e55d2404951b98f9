/// How a caller came out of a queue.
public enum QueueExit: String, Sendable, Codable, CaseIterable {
  /// An agent has them.
  case served
  /// They hung up, or their line broke.
  case abandoned
  /// They waited as long as they may.
  case waitedTooLong = "waited_too_long"
  /// They were called back, and wait in that call at the same place.
  case calledBack = "called_back"
  /// They were to be called back, and couldn't be reached.
  case notReached = "not_reached"
  /// They were sent elsewhere, or the department is gone.
  case sentOn = "sent_on"
}
