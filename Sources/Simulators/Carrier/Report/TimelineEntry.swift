/// One thing that happened in a call.
public struct TimelineEntry: Equatable, Sendable {
  /// Who ended a socket.
  public enum Side: Equatable, Sendable { case carrier, server }

  public enum Event: Equatable, Sendable {
    /// A webhook, placed where it was sent.
    case webhook(WebhookExchange)
    /// `<Say>`, as text.
    case said(String)
    /// `<Say>` to whoever picked up a dialled leg, before they had the caller.
    case whispered(String)
    /// `<Play>`: the URL, or digits.
    case played(String)
    case keyPressed(Character)
    /// The caller spoke so many bytes of μ-law.
    case spoke(byteCount: Int)
    /// The caller spoke so many bytes over the far end; placed where the first frame of them left. So many of what was
    /// said since the beginning of the words that the script waited for were behind a mark that had been returned before
    /// that frame: the server, which reads both in their order, must know that these were heard, and no more.
    case spokeOver(byteCount: Int, acknowledged: Int)
    /// The caller was to speak over something that had been heard to its end already, and said nothing.
    case cameTooLate
    /// `<Gather>` ended with this input; both empty when there was none.
    case gathered(digits: String, speech: String)
    case streamOpened(streamSid: String)
    /// The WebSocket did not come about.
    case streamRefused(reason: String)
    /// Audio heard, placed where its first byte arrived.
    case heard(HeardSegment)
    /// A mark was sent back.
    case markReturned(name: String)
    /// `clear` dropped so many bytes that were not played yet.
    case cleared(droppedBytes: Int)
    case streamClosed(code: UInt16, by: Side)
    /// Placed where the leg's fate was settled.
    case dialled(DialledLeg)
    /// `<Record>` heard the caller for so long.
    case recorded(Duration)
    case enqueued(queue: String)
    /// `<Conference>`
    case conferred(room: String)
    /// Something the simulator accepts but does not act out.
    case notSimulated(String)
    case violated(CarrierViolation)
    /// The caller waited for the far end to finish, in vain.
    case gaveUpWaiting
    case ended(CallEnding)
  }

  /// Since the call began, in the call's time.
  public let at: Duration
  public let event: Event

  package init(at: Duration, _ event: Event) {
    self.at = at
    self.event = event
  }
}
