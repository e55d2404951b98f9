/// What became of the measured frames: those that were due within the window.
public struct FrameTally: Codable, Equatable, Sendable {
  /// Handed to the socket.
  public internal(set) var sent = 0
  /// Back, each counted once.
  public internal(set) var received = 0
  /// Back more than once.
  public internal(set) var duplicated = 0
  /// Audio of one call that another call got.
  public internal(set) var crossed = 0
  /// With an identity and a spoiled rest.
  public internal(set) var damaged = 0
  /// Back after a later one of the same call.
  public internal(set) var disordered = 0
  /// Sent more than `lateAfterMilliseconds` after they were due: the generator's fault.
  public internal(set) var late = 0
  /// Bytes got that belong to no frame, silence apart; not only within the window.
  public internal(set) var foreignBytes = 0
  /// Messages that the carrier would refuse; not only within the window.
  public internal(set) var refusedMessages = 0
  /// `clear` messages got; not only within the window. In echo mode nobody breaks in, so each is one too many.
  public internal(set) var clears = 0
  /// Calls that had more frames sent than their time allows; must be none.
  public internal(set) var aboveNominal = 0

  /// A frame sent later than this counts as late.
  public static let lateAfterMilliseconds = 5

  /// Nothing yet.
  public init() {}

  /// Sent and not back when the time for that was over. The owner of a crossed or damaged frame has lost it.
  public var lost: Int { sent - received }
}
