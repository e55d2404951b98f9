/// Why a realtime AI could not be started.
public enum RealtimeAIFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// The port is taken, or loopback is not to be had.
  case unavailable

  public var description: String {
    switch self {
    case .unavailable: "the realtime AI's port cannot be bound"
    }
  }
}
