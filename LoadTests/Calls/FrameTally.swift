/// What became of the measured frames: those that were due within the window.
package struct FrameTally: Equatable, Sendable {
  /// To be sent by the calls that were up.
  package internal(set) var due = 0
  /// Handed to the socket.
  package internal(set) var sent = 0
  /// Back, each counted once.
  package internal(set) var received = 0
  /// Back more than once.
  package internal(set) var duplicated = 0
  /// Audio of one call that another call got.
  package internal(set) var crossed = 0
  /// With an identity and a spoiled rest.
  package internal(set) var damaged = 0
  /// Back after a later one of the same call.
  package internal(set) var disordered = 0
  /// Sent more than `lateAfterMilliseconds` after they were due: the generator's fault.
  package internal(set) var late = 0
  /// Bytes got that belong to no frame, silence apart; not only within the window.
  package internal(set) var foreignBytes = 0
  /// Messages that the carrier would refuse; not only within the window.
  package internal(set) var refusedMessages = 0
  /// `clear` messages got; not only within the window. In echo mode nobody breaks in, so each is one too many.
  package internal(set) var clears = 0
  /// Calls that had more frames sent than their time allows; must be none.
  package internal(set) var aboveNominal = 0

  /// A frame sent later than this counts as late.
  package static let lateAfterMilliseconds = 5

  /// Nothing yet.
  package init() {}

  /// Sent and not back when the time for that was over. The owner of a crossed or damaged frame has lost it.
  package var lost: Int { sent - received }
}
