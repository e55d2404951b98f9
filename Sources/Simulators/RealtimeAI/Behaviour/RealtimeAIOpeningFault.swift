/// Something that goes wrong before the first turn, or with a session as a whole.
public enum RealtimeAIOpeningFault: Equatable, Sendable {
  /// The handshake is answered with this status: 429, 503.
  case refused(status: Int)
  /// The handshake is never answered.
  case noHandshake
  /// The socket opens and nothing comes.
  case noSessionCreated
  /// `session.update` is never answered.
  case noSessionUpdated
  /// `session.update` is answered that much later.
  case lateSessionUpdated(Duration)
  /// `session.updated` names, and the session then speaks, this encoding.
  case otherOutputFormat(RealtimeAudioFormat)
  /// `session.update` is answered by this error.
  case sessionRejected(ProviderError)
  /// Instead of `session.created` an error comes and the socket closes with 1008.
  case failed(ProviderError)
  /// The session expires that long after opening: error `session_expired`, close 1001.
  case expires(after: Duration)
}
