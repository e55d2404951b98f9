/// The call's time: runs faster than the machine's by the script's pace.
struct CallClock: Sendable {
  let origin: ContinuousClock.Instant
  let factor: Int

  init(pace: Pace) {
    origin = .now
    factor = pace.factor
  }

  /// Since the call began.
  var now: Duration { (ContinuousClock.now - origin) * factor }

  /// How long it really takes until then.
  func untilReal(_ moment: Duration) -> Duration { max((moment - now) / factor, .zero) }
}
