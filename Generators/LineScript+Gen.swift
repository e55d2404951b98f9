public import PropertyTesting

/// What happens on one telephone line between a caller and a receptionist, step by step.
public struct LineScript: Sendable {
  /// How long a carrier's mark is under way, in samples.
  public let markDelay: Int
  public let steps: [LineStep]

  /// A script of these parts.
  public init(markDelay: Int, steps: [LineStep]) {
    self.markDelay = markDelay
    self.steps = steps
  }
}

/// One thing that happens on a line.
public enum LineStep: Sendable, Equatable {
  /// The receptionist says a chunk of so many bytes.
  case say(bytes: Int)
  /// The receptionist marks the place.
  case mark
  /// The receptionist falls silent by itself.
  case fallSilent
  /// The caller sounds so for so many samples, while the carrier plays.
  case sound(LineSound, samples: Int)
  /// The carrier's socket takes nothing more.
  case hold
  /// It takes more again.
  case letGo
}

/// How loud a caller is; each as near to its limit as whole numbers allow.
public enum LineSound: Sendable, Equatable, CaseIterable {
  /// Just below the silence threshold.
  case silent
  /// Exactly at the silence threshold or just above it.
  case murmur
  /// Exactly at the speech threshold or just below it.
  case hum
  /// Just above the speech threshold.
  case loud
}

extension Gen where Value == LineScript {
  /// One to four exchanges with stray steps between them: bursts up to, at and over 300 ms, sounds between the thresholds,
  /// closures within speech, silences around 100 ms and 1,500 ms, noise around 5 s; chunks around the cuts; late marks.
  public static var lineScript: Gen {
    gen { source throws(Discard) in
      let delay = try source.draw(.element(of: [0, 160, 480, 1600, 4000]))
      let parts = try source.draw(
        Gen<[[LineStep]]>.array(of: .weighted([(3, exchange), (1, stray)]), count: 1...6))
      return LineScript(markDelay: delay, steps: parts.flatMap { $0 })
    }
  }

  private static var exchange: Gen<[LineStep]> {
    gen { source throws(Discard) in
      var steps = try source.draw(Gen<[LineStep]>.array(of: chunk, count: 1...4))
      if try source.draw(.bool) { steps.append(.mark) }
      steps.append(.sound(.silent, samples: try source.draw(.element(of: [160, 800, 2400, 4000]))))
      steps += try source.draw(.element(of: interruptions))
      steps += try source.draw(.element(of: endings))
      return steps
    }
  }

  private static var stray: Gen<[LineStep]> {
    .oneOf([
      chunk.map { [$0] },
      .element(of: [[.mark], [.fallSilent], [.hold], [.letGo], [.hold, .say(bytes: 2000), .mark]]),
      zip(.element(of: LineSound.allCases), .int(1...1000)).map { [.sound($0, samples: $1)] },
    ])
  }

  private static var chunk: Gen<LineStep> {
    .element(of: [12_000, 8000, 1600, 160, 800, 801, 802, 1603, 1, 3200].map(LineStep.say(bytes:)))
  }

  private static var interruptions: [[LineStep]] {
    [
      [.sound(.loud, samples: 160)], [.sound(.loud, samples: 2400)], [.sound(.loud, samples: 2401)],
      [.sound(.loud, samples: 1600), .sound(.silent, samples: 799), .sound(.loud, samples: 1)],
      [.sound(.loud, samples: 1600), .sound(.silent, samples: 799), .sound(.loud, samples: 2)],
      [.sound(.loud, samples: 800), .sound(.silent, samples: 800), .sound(.loud, samples: 800)],
      [.sound(.loud, samples: 160), .sound(.hum, samples: 2240)],
      [.sound(.loud, samples: 160), .sound(.murmur, samples: 2400)],
      [.sound(.loud, samples: 160), .sound(.hum, samples: 2400), .say(bytes: 8000), .sound(.loud, samples: 320)],
      [.sound(.hum, samples: 4000)], [.sound(.loud, samples: 5000)],
      [.sound(.loud, samples: 320), .say(bytes: 3200), .fallSilent, .say(bytes: 800), .mark],
      [.sound(.loud, samples: 160), .fallSilent, .say(bytes: 3200), .mark, .sound(.loud, samples: 2240)],
      [.sound(.loud, samples: 160), .fallSilent, .say(bytes: 3200), .mark, .sound(.loud, samples: 2241)],
    ]
  }

  private static var endings: [[LineStep]] {
    [
      [.sound(.silent, samples: 800)], [.sound(.silent, samples: 799)], [.sound(.silent, samples: 12_000)],
      [.sound(.silent, samples: 16_000)], [.sound(.silent, samples: 11_999), .sound(.murmur, samples: 1)],
      [.sound(.murmur, samples: 40_000)], [.sound(.hum, samples: 39_000), .sound(.silent, samples: 2000)],
      [.sound(.silent, samples: 4000), .say(bytes: 12_000), .sound(.silent, samples: 400)],
    ]
  }
}
