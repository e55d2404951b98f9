/// One call of a client, with the places of its beginning and end among those of all calls.
public struct RecordedCall<Operation: Sendable, Outcome: Sendable>: Sendable {
  /// Who called.
  public let client: String
  /// What was asked.
  public let operation: Operation
  /// The place of the beginning.
  public let invoked: Int
  /// The place of the end, and what was answered; `nil` when it threw or never ended, so that nobody knows its effect.
  public internal(set) var answer: (responded: Int, outcome: Outcome)?
}
