public import VoiceCore

/// The bounds of what waits and lives in a reception.
public struct ReceptionLimits: Sendable {
  /// Streams that have begun and aren't joined yet.
  public var maximumWaitingArrivals = 256
  /// Calls on one node at once; one more is refused while it rings, or when its stream comes. Source: settled contradiction 3, a tenant's maximum.
  public var maximumSessions = 1000
  /// Decisions of one call that wait for their turn; a flood of keys beyond it ends the call's stream.
  public var maximumWaitingEvents = 1024
  /// How long one call may last. Source: settled contradiction 2.
  public var maximumCall: Duration = .seconds(60 * 60)
  /// What one session with a voice AI may cost and how long it may last; `nil` where none costs anything.
  public var session: SessionMeter.Limits?
  /// When a caller of whom nothing is heard is asked whether they are there; `nil` where they never are.
  public var silence: CallerSilence.Rule? = .standard
  /// How often a session that operators have joined looks who has the floor: as late is what another node was asked.
  public var floorPause: Duration = .milliseconds(500)
  /// How long the goodbye of a call that lasted too long may take.
  public var maximumGoodbye: Duration = .seconds(30)
  /// How long a voice AI may take to be ready; then a person takes over.
  public var maximumJoin: Duration = .seconds(5)
  /// How long a call whose stream broke waits for the carrier to come back.
  public var streamGrace: Duration = .seconds(15)
  /// How long a session tries to store that it is over, while the store is away; then the call is looked after as one that
  /// nobody has.
  public var maximumConclusion: Duration = .seconds(30)
  /// How long sessions that are told to end may take. One whose voice AI isn't ready yet hears of it only after `maximumJoin`.
  public var endingGrace: Duration = .seconds(10)
  /// How long a node that drains waits for the carrier to ask about the calls that it has left.
  public var questionTime: Duration = .seconds(5)

  /// The default bounds.
  public init() {}
}
