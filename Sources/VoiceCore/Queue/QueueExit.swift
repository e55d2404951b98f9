/// How a caller came out of a queue.
public enum QueueExit: String, Sendable, Codable, CaseIterable {
  /// An agent has them.
  case served
  /// They hung up, or their line broke.
  case abandoned
  /// They waited as long as they may.
  case waitedTooLong = "waited_too_long"
  /// They were sent elsewhere, or the department is gone.
  case sentOn = "sent_on"
}
