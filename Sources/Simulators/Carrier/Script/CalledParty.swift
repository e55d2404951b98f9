/// Somebody whom the server may call over REST.
public struct CalledParty: Sendable {
  /// How they take it; durations in the call's time.
  public enum Manner: Equatable, Sendable {
    case picksUp(after: Duration = .seconds(2))
    case busy
    case noAnswer
    /// The number cannot be reached.
    case fails
  }

  public var manner: Manner
  /// What they do once they have picked up, and how fast time passes. Who calls whom is the server's to say.
  public var script: CallScript

  /// Somebody who does this.
  public init(_ manner: Manner, _ script: CallScript = CallScript(caller: nil, dialled: "")) {
    self.manner = manner
    self.script = script
  }
}
