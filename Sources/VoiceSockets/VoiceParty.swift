internal import MediaBridge

/// What a voice socket carries: an operator, or a caller. Lives on its own event loop, longer than one socket; what comes from a socket
/// that another has taken over counts for nothing.
protocol VoiceParty: AnyObject {
  /// The first socket is there: what the session is for begins. Once.
  func begin()
  /// A socket carries the session from now on: the first one, or the one after a cut.
  func connect(_ next: VoiceOutlet)
  func spoke(_ chunks: [AudioChunk], over number: Int)
  func wishes(_ wish: VoiceWish, over number: Int)
  /// The client reads again, or no longer.
  func reads(_ isReading: Bool, over number: Int)
  /// The socket is gone: for good when the client said so.
  func disconnected(_ number: Int, isForGood: Bool)
}

/// What a client's text messages ask for.
enum VoiceWish: Equatable, Sendable {
  /// An operator's.
  case floor(OperatorWish)
  /// A caller's key: one of `0-9*#`.
  case key(Character)
}
