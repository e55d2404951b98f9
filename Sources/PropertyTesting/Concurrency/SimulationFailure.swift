/// What `simulate` throws when its body failed or could not go on: the error, and how it came to it.
public struct SimulationFailure: LocatedError, Sendable, CustomStringConvertible {
  /// What the body threw, or ``Deadlock``, ``Livelock``, ``LeftScheduler``, ``WorldMisuse``.
  public let underlying: any Error
  /// Who ran when, and why the next one's turn came: a line a turn, bounded.
  public let story: String

  /// The story between two lines of words.
  public var location: String { "in this interleaving\n" + story + "\nthe end" }

  public var description: String { location + ": \(underlying)" }
}
