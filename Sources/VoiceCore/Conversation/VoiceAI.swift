/// Whoever talks with callers: the realtime AI, the cascade, or the offline receptionist. Audio doesn't pass through the
/// core, so what a leg is and where it sits are the runtime's types.
public protocol VoiceAI<Place, Leg>: Sendable {
  /// Where a leg lives: an event loop in the server.
  associatedtype Place: Sendable
  /// One end of a session's audio.
  associatedtype Leg: Sendable

  /// Prepares a receptionist for one call. `tell` may be called from anywhere, in the order of what happens, until the leg
  /// has left.
  func join(
    _ brief: ReceptionistBrief, at place: Place, tell: @escaping @Sendable (ReceptionistEvent) -> Void
  ) async throws(VoiceAIFailure) -> ReceptionistSeat<Leg>
}

/// A receptionist who is ready for one call.
public struct ReceptionistSeat<Leg: Sendable>: Sendable {
  /// The audio.
  public let leg: Leg
  /// Tells the receptionist what the core decided. May be called from anywhere.
  public let direct: @Sendable (ReceptionistDirective) -> Void

  /// A seat of these parts.
  public init(leg: Leg, direct: @escaping @Sendable (ReceptionistDirective) -> Void) {
    self.leg = leg
    self.direct = direct
  }
}
