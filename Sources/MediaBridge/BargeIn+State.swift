extension BargeIn {
  /// Where the two stand.
  public enum State: Equatable, Sendable {
    /// The receptionist has nothing to say: nobody can be interrupted.
    case normal
    /// The receptionist speaks, and the caller doesn't.
    case aiSpeaking
    /// The caller made a sound while the receptionist spoke: it pauses until we know what it is.
    case listening(Burst)
    /// The receptionist fell silent by itself while it listened. What the caller's sound had interrupted is gone, so there is
    /// nothing left to break into: what is said from now on waits for the end of the sound, and is then heard from its beginning.
    case yielding(Burst)
    /// The caller broke in and isn't silent yet.
    case humanDetected(Lull)
  }

  /// A sound of the caller that may become speech.
  public struct Burst: Equatable, Sendable {
    /// From its onset to the end of the last window that wasn't silent; in samples.
    public internal(set) var length: Int
    /// How the caller has gone quiet since.
    public internal(set) var lull = Lull()
    /// A break-in came before, whose end the receptionist hasn't been told.
    let followsBreakIn: Bool

    mutating func hear(_ level: Level, _ settings: Settings) {
      let closure = lull.silent
      lull.hear(level, settings)
      // A short silence within speech is part of it: plosives close the mouth.
      if lull.silent == 0 { length += closure + level.samples }
    }
  }

  /// How long the caller has been quiet; in samples.
  public struct Lull: Equatable, Sendable {
    /// Since the last window that wasn't silent.
    public internal(set) var silent = 0
    /// Since the last window above the speech threshold.
    public internal(set) var subdued = 0

    mutating func hear(_ level: Level, _ settings: Settings) {
      silent = level.isBelow(settings.silence) ? silent + level.samples : 0
      subdued = level.isAbove(settings.speech) ? 0 : subdued + level.samples
    }
  }
}
