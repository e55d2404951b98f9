public import PropertyTesting
import VoiceCore

extension Gen where Value == SwitchboardPlan {
  /// One or two departments and up to four people, who come and go within minutes.
  public static var switchboard: Gen {
    gen { source in
      SwitchboardPlan(
        departments: try source.draw(.array(of: .habits, count: 1...2)),
        desks: try source.draw(.array(of: .desk(within: 600), count: 0...4)))
    }
  }
}

extension Gen where Value == DepartmentHabits {
  static var habits: Gen {
    gen { source in
      var habits = DepartmentHabits()
      habits.strategy = try source.draw(.element(of: RingStrategy.allCases))
      habits.ringSeconds = try source.draw(.element(of: [20, 5, 30]))
      habits.longestWaitSeconds = try source.draw(.element(of: [300, 60, 90]))
      habits.length = try source.draw(.element(of: [1000, 1, 2]))
      habits.overflow = try source.draw(.element(of: DepartmentHabits.Overflow.allCases))
      habits.hasBackups = try source.draw(.bool(probability: 0.3))
      return habits
    }
  }
}

extension Gen where Value == DeskPlan {
  /// Somebody who comes in the first so many seconds, and stays as long at most.
  static func desk(within seconds: Int) -> Gen {
    gen { source in
      DeskPlan(
        department: try source.draw(.int(0...1)),
        comes: try source.draw(.weighted([(2, .just(.zero)), (1, .milliseconds(0...(seconds * 1000)))])),
        stays: try source.draw(.milliseconds(0...(2 * seconds * 1000))),
        saysGoodbye: try source.draw(.bool(probability: 0.7)),
        pauses: try source.draw(.array(of: .pause(within: seconds), count: 0...3)),
        answers: try source.draw(.array(of: .deskAnswer, count: 0...4)),
        wrapUpSeconds: try source.draw(.element(of: [30, 0, 10])),
        notices: try source.draw(.milliseconds(1_000...120_000)))
    }
  }
}

extension Gen where Value == DeskPlan.Pause {
  /// A break that begins in so many seconds, and lasts as long at most: often for about the time of two refreshes.
  static func pause(within seconds: Int) -> Gen {
    gen { source in
      DeskPlan.Pause(
        after: try source.draw(.milliseconds(0...(seconds * 1000))),
        span: try source.draw(
          .weighted([(1, .milliseconds(10_000...50_000)), (1, .milliseconds(0...(seconds * 1000)))])),
        try source.draw(.element(of: [.silent, .busy, .away])))
    }
  }
}

extension Gen where Value == DeskPlan.Answer {
  /// Most pick up; the telephone rings for 20 s, mostly.
  static var deskAnswer: Gen {
    .weighted([
      (6, Gen<Duration>.milliseconds(500...25_000).map(DeskPlan.Answer.picksUp)), (2, .just(.letsItRing)),
      (1, Gen<Duration>.milliseconds(500...15_000).map(DeskPlan.Answer.declines)),
    ])
  }
}
