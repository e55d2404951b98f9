/// Decides when the caller interrupts the receptionist: levels in, actions out. Source: property 31.
///
/// Time is counted in the caller's samples, so that jitter changes nothing. A caller who is above the speech threshold while
/// the receptionist speaks silences it at once; only what follows tells a cough, after which it goes on where it stopped, from
/// speech, to which it gives way.
public struct BargeIn: Equatable, Sendable {
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
    /// The caller who broke in is silent again, and may hear what has waited.
    case fellSilent
    /// The caller who spoke while nothing was left to break into is silent again, and may hear what has waited.
    case goOn
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
    case .yielding(let burst): return waitOut(burst, level)
    case .humanDetected(let lull):
      if receptionist == .speaking, level.isAbove(settings.speech) {
        return listen(from: level, followingBreakIn: true)
      }
      return wait(lull, level)
    }
  }

  /// The receptionist fell silent by its own doing: whatever it was saying, nobody can interrupt it any more.
  public mutating func receptionistFellSilent() {
    if case .listening(let burst) = state { state = .yielding(burst) }
  }

  private mutating func listen(from level: Level, followingBreakIn: Bool) -> Action {
    state = .listening(Burst(length: level.samples, followsBreakIn: followingBreakIn))
    return .pause
  }

  private mutating func follow(_ burst: Burst, _ level: Level) -> Action {
    var burst = burst
    burst.hear(level, settings)
    if burst.length > longestBurst {
      state = .humanDetected(burst.lull)
      return .cancel
    }
    return resume(after: burst) ?? keep(.listening(burst))
  }

  /// A burst is over after its hang-over, as ever; speech is when the caller would count as silent after breaking in.
  private mutating func waitOut(_ burst: Burst, _ level: Level) -> Action {
    var burst = burst
    burst.hear(level, settings)
    guard burst.length > longestBurst else { return resume(after: burst) ?? keep(.yielding(burst)) }
    guard isOver(burst.lull) else { return keep(.yielding(burst)) }
    state = .normal
    return burst.followsBreakIn ? .fellSilent : .goOn
  }

  private mutating func resume(after burst: Burst) -> Action? {
    guard burst.lull.silent >= hangOver else { return nil }
    state = burst.followsBreakIn ? .humanDetected(burst.lull) : .aiSpeaking
    return .resume
  }

  private mutating func keep(_ state: State) -> Action {
    self.state = state
    return .none
  }

  private func isOver(_ lull: Lull) -> Bool { lull.silent >= pause || lull.subdued >= noise }

  private mutating func wait(_ lull: Lull, _ level: Level) -> Action {
    var lull = lull
    lull.hear(level, settings)
    guard isOver(lull) else { return keep(.humanDetected(lull)) }
    state = .normal
    return .fellSilent
  }
}

extension Duration {
  /// How many samples of telephone audio that is; only for durations of a call.
  var samples: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) * AudioChunk.bytesPerSecond
      + Int(attoseconds / (1_000_000_000_000_000_000 / Int64(AudioChunk.bytesPerSecond)))
  }
}
