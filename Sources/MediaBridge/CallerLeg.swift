public import NIOCore

/// The caller's end of a session: what a carrier's media stream implements. Confined to its event loop.
public protocol CallerLeg: AnyObject {
  var eventLoop: any EventLoop { get }
  /// `false` while the carrier reads more slowly than we send.
  var isWritable: Bool { get }
  /// Says who listens from now on. Keys and an end that came before are told at once, audio isn't.
  func attach(_ listener: any CallerLegListener)
  /// Plays after what was given before; pacing is the carrier's.
  func play(_ chunk: AudioChunk)
  /// Asks to be told when everything given so far has been heard.
  func mark(_ mark: PlaybackMark)
  /// Drops what hasn't been heard yet.
  func clear()
  /// Closes our side. Twice is once; the listener still hears `callerLeft`.
  func leave(_ departure: LegDeparture)
}

/// Who hears the caller: the bridge. Called on the leg's event loop, in order.
public protocol CallerLegListener: AnyObject {
  /// A frame of the caller's audio; `milliseconds` is its time since the stream began.
  func callerSpoke(_ chunk: AudioChunk, at milliseconds: Int)
  /// A key tone: one of `0-9*#A-D`.
  func callerPressed(_ key: Character)
  /// Everything before the mark was heard, or was dropped by a clear.
  func callerHeard(_ mark: PlaybackMark)
  /// The caller's socket reads again, or no longer.
  func callerWritabilityChanged(isWritable: Bool)
  /// The leg is over. Exactly once, and last.
  func callerLeft(_ end: LegEnd)
}
