/// How a media stream ended, and what is left of it.
package struct StreamEnding: Sendable {
  package enum Cause: Equatable, Sendable {
    /// The caller hung up: `stop`, then close.
    case callerHungUp
    /// The call was ended or redirected, or ran out of time.
    case interrupted(LineInterrupt)
    /// The server closed the socket with this code; the call goes on.
    case serverClosed(code: UInt16)
    /// The connection went away; the call goes on.
    case lost
    /// The server broke the rules; the call goes on.
    case violation(CarrierViolation)
  }

  package let cause: Cause
  package let timeline: [TimelineEntry]
  package let traffic: StreamTraffic
  /// The caller's script, as far as it has come.
  package let program: CallerProgram
}
