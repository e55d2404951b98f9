extension BargeIn {
  /// When a caller counts as speaking and as silent. Source: property 31, but for what is ours and says so.
  public struct Settings: Equatable, Sendable {
    /// Above this the caller speaks; 0.01 to 0.5 of full scale.
    public let speech: LevelThreshold
    /// Below this the caller is silent; at least 0.001, and below `speech`.
    public let silence: LevelThreshold
    /// The longest sound that doesn't interrupt; 100 ms to 2 s.
    public let burst: Duration
    /// How long it must be silent before a burst is over; 20 to 500 ms. Ours: the closures of plosives take 50 to 100 ms, and
    /// without it no speech would ever last longer than a burst.
    public let hangOver: Duration
    /// How long the caller who broke in must be silent before the receptionist may go on; 200 ms to 10 s, more than `hangOver`.
    public let pause: Duration
    /// After so long without a sound above `speech` it may go on whatever the line's noise; at least `pause`, at most 60 s. Ours.
    public let noise: Duration

    /// Speech above 0.05, silence below 0.02, bursts up to 300 ms that end after 100 ms, 1.5 s of silence, 5 s of noise.
    public static let standard = Settings(
      legal: LevelThreshold(thousandths: 50), LevelThreshold(thousandths: 20), .milliseconds(300),
      .milliseconds(100), .milliseconds(1500), .seconds(5))

    /// Settings of these parts; `nil` when one is outside its range.
    public init?(
      speech: LevelThreshold = standard.speech, silence: LevelThreshold = standard.silence,
      burst: Duration = standard.burst, hangOver: Duration = standard.hangOver, pause: Duration = standard.pause,
      noise: Duration = standard.noise
    ) {
      guard (10...500).contains(speech.thousandths), silence < speech,
        (.milliseconds(100) ... .seconds(2)).contains(burst),
        (.milliseconds(20) ... .milliseconds(500)).contains(hangOver),
        (.milliseconds(200) ... .seconds(10)).contains(pause), hangOver < pause,
        (pause ... .seconds(60)).contains(noise)
      else { return nil }
      self.init(legal: speech, silence, burst, hangOver, pause, noise)
    }

    private init(
      legal speech: LevelThreshold, _ silence: LevelThreshold, _ burst: Duration, _ hangOver: Duration,
      _ pause: Duration, _ noise: Duration
    ) {
      self.speech = speech
      self.silence = silence
      self.burst = burst
      self.hangOver = hangOver
      self.pause = pause
      self.noise = noise
    }
  }
}
