/// Decides when the caller interrupts the receptionist: levels in, actions out. Source: property 31.
///
/// Time is counted in the caller's samples, so that jitter changes nothing. A caller who is above the speech threshold while
/// the receptionist speaks silences it at once; only what follows tells a cough, after which it goes on where it stopped, from
/// speech, to which it gives way.
public struct BargeIn: Equatable, Sendable {
  /// Where the two stand.
  public enum State: Equatable, Sendable {
    /// The receptionist has nothing to say: nobody can be interrupted.
    case normal
    /// The receptionist speaks, and the caller doesn't.
    case aiSpeaking
    /// The caller made a sound while the receptionist spoke: it pauses until we know what it is.
    case listening(Burst)
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
  }

  /// How long the caller has been quiet; in samples.
  public struct Lull: Equatable, Sendable {
    /// Since the last window that wasn't silent.
    public internal(set) var silent = 0
    /// Since the last window above the speech threshold.
    public internal(set) var subdued = 0

    fileprivate mutating func hear(_ level: Level, _ settings: Settings) {
      silent = level.isBelow(settings.silence) ? silent + level.samples : 0
      subdued = level.isAbove(settings.speech) ? 0 : subdued + level.samples
    }
  }

  /// Whether there is something to interrupt: audio that the caller hasn't heard.
  public enum Receptionist: Sendable {
    case silent, speaking
  }

  /// What is to be done.
  public enum Action: Equatable, Sendable {
    case none
    /// Silence the receptionist at once, and keep what it was saying.
    case pause
    /// It was a burst: go on where it stopped.
    case resume
    /// It is speech: forget what was being said.
    case cancel
    /// The caller who broke in is silent again.
    case fellSilent
  }

  /// Where the two stand.
  public private(set) var state = State.normal

  private let settings: Settings
  private let longestBurst: Int
  private let hangOver: Int
  private let pause: Int
  private let noise: Int

  /// A dialogue in which nobody has spoken yet.
  public init(_ settings: Settings = .standard) {
    self.settings = settings
    longestBurst = settings.burst.samples
    hangOver = settings.hangOver.samples
    pause = settings.pause.samples
    noise = settings.noise.samples
  }

  /// What follows from one more window of the caller's audio.
  public mutating func heard(_ level: Level, while receptionist: Receptionist) -> Action {
    switch state {
    case .normal, .aiSpeaking:
      guard receptionist == .speaking else {
        state = .normal
        return .none
      }
      guard level.isAbove(settings.speech) else {
        state = .aiSpeaking
        return .none
      }
      return listen(from: level, followingBreakIn: false)
    case .listening(let burst): return follow(burst, level)
    case .humanDetected(let lull):
      if receptionist == .speaking, level.isAbove(settings.speech) {
        return listen(from: level, followingBreakIn: true)
      }
      return wait(lull, level)
    }
  }

  private mutating func listen(from level: Level, followingBreakIn: Bool) -> Action {
    state = .listening(Burst(length: level.samples, followsBreakIn: followingBreakIn))
    return .pause
  }

  private mutating func follow(_ burst: Burst, _ level: Level) -> Action {
    var burst = burst
    let closure = burst.lull.silent
    burst.lull.hear(level, settings)
    if burst.lull.silent == 0 {
      // A short silence within speech is part of it: plosives close the mouth.
      burst.length += closure + level.samples
      if burst.length > longestBurst {
        state = .humanDetected(burst.lull)
        return .cancel
      }
    } else if burst.lull.silent >= hangOver {
      state = burst.followsBreakIn ? .humanDetected(burst.lull) : .aiSpeaking
      return .resume
    }
    state = .listening(burst)
    return .none
  }

  private mutating func wait(_ lull: Lull, _ level: Level) -> Action {
    var lull = lull
    lull.hear(level, settings)
    guard lull.silent < pause, lull.subdued < noise else {
      state = .normal
      return .fellSilent
    }
    state = .humanDetected(lull)
    return .none
  }
}

extension Duration {
  /// How many samples of telephone audio that is; only for durations of a call.
  fileprivate var samples: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) * AudioChunk.bytesPerSecond
      + Int(attoseconds / (1_000_000_000_000_000_000 / Int64(AudioChunk.bytesPerSecond)))
  }
}
