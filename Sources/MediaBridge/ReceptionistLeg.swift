/// The receptionist's end of a session: what a voice AI implements. Confined to the caller leg's event loop.
public protocol ReceptionistLeg: AnyObject {
  /// The session is joined: from now on the receptionist may speak.
  func join(_ floor: any Floor)
  /// A frame of the caller's audio.
  func callerSpoke(_ chunk: AudioChunk, at milliseconds: Int)
  /// A key of the caller.
  func callerPressed(_ key: Character)
  /// The caller heard everything before this mark. Marks that a clear flushed aren't told.
  func callerHeard(_ mark: PlaybackMark)
  /// The session is over; lets go of everything. Exactly once, and last.
  func leave()
}

/// Where the receptionist speaks: the way to the caller's ear. Confined to the event loop.
public protocol Floor: AnyObject {
  /// Plays after what was said before.
  func say(_ chunk: AudioChunk)
  /// Marks the place after what was said so far.
  func mark() -> PlaybackMark
  /// Falls silent at once; what wasn't heard yet never will be.
  func fallSilent()
}
