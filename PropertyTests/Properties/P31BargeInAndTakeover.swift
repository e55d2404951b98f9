import Generators
import MediaBridge
import PropertyTesting

extension VerifiedProperty {
  /// specs/P31-barge-in-and-takeover.md
  static let p31BargeInAndTakeover = VerifiedProperty(
    number: 31, title: "Barge-in and takeover",
    core: {
      Property(
        31, "Barge-in and takeover", for: P31.cases, examples: P31.examples.map { ($0, FloorScript([])) },
        labels: { P31.labels($0.0) + P31.floorLabels($0.1) }, coverage: P31.coverage
      ) { script, floor in
        var line = LineModel(script, settings: .standard)
        for step in script.steps { try line.take(step) }
        try line.finish()
        let model = FloorModel()
        defer { model.finish() }
        for step in floor.steps { try model.take(step) }
      }
    },
    store: nil)
}

private enum P31 {
  static let coverage =
    [
      "resumed", "exactly 300 ms", "cancelled", "timer kept", "silence", "noise", "again", "held", "yielded to a burst",
      "yielded to speech", "taken over in mid sentence", "taken over in silence", "taken from a person", "handed back",
      "said without the floor", "a person is heard", "the caller speaks to a person",
    ]
    .map { Coverage($0, atLeast: 4) }

  static var cases: Gen<(LineScript, FloorScript)> { zip(.lineScript, .floorScript) }

  /// What the model meets in the script of takeovers; what it finds wrong is the law's to tell.
  static let floorLabels: @Sendable (FloorScript) -> [String] = { script in
    let model = FloorModel()
    defer { model.finish() }
    for step in script.steps { try? model.take(step) }
    return model.labels.sorted()
  }

  static let examples: [LineScript] = [
    // A mark that a clear flushed comes back after the audio was sent again under another generation.
    LineScript(
      markDelay: 4000,
      steps: [
        .say(bytes: 12_000), .mark, .sound(.silent, samples: 4000), .sound(.loud, samples: 160),
        .sound(.silent, samples: 16_000),
      ]),
    // A sound outlives the words that it interrupted, and must not take those that came after.
    LineScript(
      markDelay: 160,
      steps: [
        .say(bytes: 12_000), .mark, .sound(.loud, samples: 160), .fallSilent, .say(bytes: 3200), .mark,
        .sound(.loud, samples: 2400), .sound(.silent, samples: 16_000),
      ]),
  ]

  /// What the model meets in the script when the caller hears at once what is said.
  static let labels: @Sendable (LineScript) -> [String] = { script in
    var model = BargeInModel()
    var unheard = 0
    for step in script.steps {
      switch step {
      case .say(let bytes): unheard += bytes
      case .fallSilent:
        unheard = 0
        model.fellSilent()
      case .mark, .hold, .letGo: break
      case .sound(let sound, let samples):
        for start in stride(from: 0, to: samples, by: Level.samplesPerWindow) {
          let count = min(Level.samplesPerWindow, samples - start)
          let action = model.heard(sound, samples: count, speaking: unheard > 0)
          if action == .cancel { unheard = 0 }
          if !model.isListening { unheard = max(0, unheard - count) }
        }
      }
    }
    return model.labels.sorted() + (script.steps.contains(.hold) ? ["held"] : [])
  }
}
