public import PropertyTesting
import VoiceCore

extension Gen where Value == DayPlan {
  /// A short day: up to six callers within minutes, so that few agents are short and webhooks cross, and up to two mishaps.
  public static var shortDay: Gen {
    gen { source in
      DayPlan(
        tenants: try source.draw(.int(1...2)), agents: try source.draw(.int(0...2)),
        callers: try source.draw(.array(of: .caller(every: .seconds(0) ... .seconds(90), tenants: 2), count: 0...6)),
        mishaps: try source.draw(.array(of: .mishap(within: 600), count: 0...2)),
        switchboard: try source.draw(.bool(probability: 0.6)) ? try source.draw(.switchboard) : nil)
    }
  }
}

extension Gen where Value == CallerPlan {
  /// A caller: most make a few requests and go; some are served by people, some give up, and some have bad luck.
  public static func caller(every gap: ClosedRange<Duration>, tenants: Int) -> Gen {
    let (shortest, longest) = (Int(gap.lowerBound.wholeMilliseconds), Int(gap.upperBound.wholeMilliseconds))
    return gen { source in
      CallerPlan(
        tenant: try source.draw(.int(0..<max(tenants, 1))),
        after: .milliseconds(try source.draw(.int(shortest...longest))),
        person: try source.draw(.bool(probability: 0.1)) ? nil : try source.draw(.int(0...99)),
        acts: try source.draw(.array(of: .callerAct, count: 0...8)),
        patience: try source.draw(.weighted([(4, .just(.seconds(1800))), (1, .milliseconds(0...120_000))])),
        answer: try source.draw(.agentAnswer), faults: try source.draw(.carrierFaults))
    }
  }
}

extension Gen where Value == CallerAct {
  static var callerAct: Gen {
    .weighted([
      (
        12,
        zip(Gen<Bool>.bool(probability: 0.35), Gen<Duration>.milliseconds(300...8_000))
          .map { .asks($0 ? .failed : .served, thinking: $1) }
      ), (1, Gen<Verdict>.element(of: Verdict.allCases).map(CallerAct.verdictAgain)), (1, .just(.complains)),
      (
        2,
        Gen<TransferReason>.element(of: TransferReason.allCases.filter { $0 != .attemptsExhausted })
          .map(CallerAct.wantsAPerson)
      ), (2, Gen<Duration>.milliseconds(0...20_000).map(CallerAct.pauses)),
      (1, Gen<Bool>.bool(probability: 0.7).map { .lineBreaks(asksBack: $0) }), (1, .just(.receptionistFails)),
    ])
  }
}

extension Gen where Value == AgentAnswer {
  static var agentAnswer: Gen {
    gen { source in
      AgentAnswer(
        try source.draw(
          .weighted([(6, .just(.answered)), (1, .just(.busy)), (2, .just(.noAnswer)), (1, .just(.failed))])),
        ringing: try source.draw(.milliseconds(0...25_000)), talk: try source.draw(.milliseconds(0...480_000)))
    }
  }
}

extension Gen where Value == CarrierFaults {
  static var carrierFaults: Gen {
    gen { source in
      var faults = CarrierFaults()
      guard try source.draw(.bool(probability: 0.3)) else { return faults }
      faults.announcement = try source.draw(.fate)
      faults.question = try source.draw(.fate)
      faults.dialResult = try source.draw(.fate)
      faults.status = try source.draw(.fate)
      faults.tokenShownTwice = try source.draw(.bool(probability: 0.2))
      return faults
    }
  }
}

extension Gen where Value == CarrierFaults.Fate {
  static var fate: Gen {
    .weighted([
      (3, .just(.arrives)), (1, Gen<Duration>.milliseconds(0...60_000).map(CarrierFaults.Fate.late)),
      (1, Gen<Duration>.milliseconds(0...15_000).map { .twice(after: $0) }),
    ])
  }
}

extension Gen where Value == Mishap {
  /// A mishap in the first so many seconds.
  public static func mishap(within seconds: Int) -> Gen {
    zip(
      Gen<Duration>.milliseconds(0...(seconds * 1000)),
      Gen<Mishap.Kind>.weighted([
        (1, .just(.crash)), (1, Gen<Duration>.milliseconds(1...30_000).map(Mishap.Kind.storeAway)),
      ])
    ).map { Mishap(at: $0, $1) }
  }
}

extension Gen where Value == Duration {
  /// Whole milliseconds.
  static func milliseconds(_ range: ClosedRange<Int>) -> Gen { Gen<Int>.int(range).map { .milliseconds($0) } }
}
