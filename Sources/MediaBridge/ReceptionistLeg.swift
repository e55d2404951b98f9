/// The receptionist's end of a session: what a voice AI implements. Confined to the caller leg's event loop.
///
/// Positions count the μ-law bytes that were given to `Floor.say` since the join, in order, 8 a millisecond, whatever became
/// of them: so a leg that keeps where each of its sentences began knows from a position what the caller heard of it.
public protocol ReceptionistLeg: AnyObject {
  /// The session is joined: from now on the receptionist may speak.
  func join(_ floor: any Floor)
  /// A frame of the caller's audio.
  func callerSpoke(_ chunk: AudioChunk, at milliseconds: Int)
  /// How loud the caller is, window by window, before the frame that it is of.
  func callerSounded(_ level: Level)
  /// A key of the caller.
  func callerPressed(_ key: Character)
  /// The caller heard everything before this mark. Marks that a clear flushed aren't told.
  func callerHeard(_ mark: PlaybackMark)
  /// The caller broke in and goes on speaking: what was said from this position on was never heard and never will be
  /// (property 31). The floor is silent already; what follows `say` from now on is heard.
  func callerBrokeIn(at position: Int)
  /// The caller, who had broken in, is silent again: whoever has something to say may go on (property 31).
  func callerFellSilent()
  /// What interrupted the receptionist was too short for speech, and it goes on being heard where it was, with so many
  /// μ-law bytes still to be heard. In the midst of a sentence such a sound is a cough; near its end it may be an answer.
  func callerMadeNoise(over unheard: Int)
  /// A person speaks with the caller from now on (property 31): what was said from this position on was never heard and never
  /// will be. Nothing is answered any more, nothing that is said now is heard, and no key is told; the caller's frames still
  /// come, so that their words can be written down.
  func lostFloor(at position: Int)
  /// The person has handed the floor back: the receptionist goes on.
  func gotFloor()
  /// The session is over, and of what was said the caller heard everything up to this position. Tells what is left to tell,
  /// at once, and lets go of everything. Exactly once, and last.
  func leave(at position: Int)
}

extension ReceptionistLeg {
  /// Who makes nothing of sounds has nothing to forget.
  public func callerMadeNoise(over unheard: Int) {}

  /// Who doesn't measure the caller.
  public func callerSounded(_ level: Level) {}
}

/// Where the receptionist speaks: the way to the caller's ear. Confined to the event loop.
public protocol Floor: AnyObject {
  /// Plays after what was said before.
  func say(_ chunk: AudioChunk)
  /// Marks the place after what was said so far.
  func mark() -> PlaybackMark
  /// Falls silent at once; what wasn't heard yet never will be. The answer is the position up to which the caller heard
  /// everything.
  @discardableResult func fallSilent() -> Int
}
