/// The times of the watch over calls that nobody has.
public struct OrphanLimits: Sendable {
  /// The pause between two rounds.
  public var pause: Duration = .seconds(15)
  /// How long a node must be gone before its calls are taken from it: longer than the server's restart, after which all
  /// nodes show again that they live. Not waited for where leadership ends only with its process.
  public var grace: Duration = .seconds(30)
  /// How long the carrier may have a call before it is asked how it stands, and then between two questions.
  public var patience: Duration = .seconds(120)
  /// How long the carrier may take to ask us what is next when it is to. Source: Twilio waits 15 s for an answer.
  public var answerTime: Duration = .seconds(15)
  /// How long a round may go on taking up calls; what is left then is for the next one.
  public var budget: Duration = .seconds(60)
  /// The most calls about which the carrier is asked at once.
  public var maximumAtOnce = 16
  /// The pause between two looks of a node at its own calls.
  public var ownPause: Duration = .seconds(60)
  /// After so long on one stream nobody has the call any more, even if its node lives: longer than the longest call with its
  /// goodbye. The node was told that it is over and couldn't store it.
  public var longestStream: Duration = .seconds(65 * 60)

  /// The default times.
  public init() {}
}
