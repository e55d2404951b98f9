import MediaBridge
import VoiceCore

/// What a session decides on, one after the other.
enum SessionEvent: Sendable {
  case receptionist(ReceptionistEvent)
  case callerLeft(LegEnd)
  /// The caller pressed a key.
  case pressed(Character)
  /// Neither the caller nor the receptionist was heard for a while; before, they were.
  case quiet(Quiet)
  /// No other digit came within the time for it.
  case digitsAreDue
  /// A limit of the session may be near.
  case limitsAreDue
  /// The call has lasted as long as it may.
  case timeIsUp
  /// The goodbye that followed has lasted as long as it may.
  case goodbyeIsOverdue
  /// Something about the operators of the call.
  case operators(OperatorEvent)
  /// The node can't wait for it any longer.
  case drained
}

/// The way into a session's queue of events. Bounded; what finds it full ends the stream, since nothing may be lost in silence.
struct SessionControl: Sendable {
  let continuation: AsyncStream<SessionEvent>.Continuation
  let overflow: @Sendable () -> Void

  func tell(_ event: SessionEvent) {
    guard case .dropped = continuation.yield(event) else { return }
    // What waits is still taken; then the session is over, for the end of the stream might be what was lost.
    continuation.finish()
    overflow()
  }
}
