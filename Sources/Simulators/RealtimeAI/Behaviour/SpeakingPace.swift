/// How fast audio is made and in what pieces.
public struct SpeakingPace: Equatable, Sendable {
  /// Audio in one delta, in milliseconds; drawn from the seed.
  public var deltaMs: ClosedRange<Int>
  /// Times faster than it is played; 0 sends all at once.
  public var speed: Int

  /// Deltas of 20 to 200 ms, ten times faster than played.
  public init(deltaMs: ClosedRange<Int> = 20...200, speed: Int = 10) {
    self.deltaMs = max(deltaMs.lowerBound, 1)...max(deltaMs.upperBound, 1)
    self.speed = max(speed, 0)
  }

  func time(forMilliseconds milliseconds: Int) -> Duration {
    speed == 0 ? .zero : .microseconds(milliseconds * 1_000 / speed)
  }
}
