/// How fast a simulated call runs. Everything of the call scales with it: audio, key tones, pauses, time-outs in TwiML.
/// What waits for the server (webhooks, handshakes) does not.
public enum Pace: Equatable, Sendable {
  case realTime
  /// So many seconds of the call in one second, at least 1; 20 and more ask much of one machine's timers.
  case times(Int)

  /// Seconds of the call in one second.
  public var factor: Int {
    switch self {
    case .realTime: 1
    case .times(let factor): max(factor, 1)
    }
  }
}
