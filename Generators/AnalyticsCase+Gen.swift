public import PropertyTesting
public import VoiceCore

/// Calls around a moment at which clocks change, and the window over which they are asked for.
public struct AnalyticsCase: Equatable, Sendable {
  /// A call from its beginning to its end, told so that whoever counts by hand needs no log.
  public struct Story: Equatable, Sendable {
    /// A turn of the dialogue.
    public struct Turn: Equatable, Sendable {
      /// How long the caller waited for the answer, in milliseconds.
      public let latency: Int
      public let verdict: Verdict
      /// What it cost, in millionths of a US dollar.
      public let cost: Int
    }

    /// Waiting for a person.
    public struct Wait: Equatable, Sendable {
      public let department: Department.ID
      /// In milliseconds.
      public let length: Int
      public let exit: QueueExit
    }

    /// After the beginning of the case, in seconds.
    public let begins: Int
    public let direction: Call.Direction
    public let screened: SpamAction
    /// `nil` when nobody answered.
    public let turns: [Turn]?
    public let wait: Wait?
    /// From there on to the end, in milliseconds.
    public let rest: Int
    public let cause: Ending.Cause
    /// What is told when it is over counts nothing.
    public let late: [Int]
  }

  /// When calls begin.
  public let beginning: Timestamp
  public let stories: [Story]
  /// Whose calls commit one thing more, one after the other; then what is left.
  public let order: [Int]
  /// After how many commits somebody counts.
  public let rhythm: Int
  /// After how many commits everything is begun anew; the log may have forgotten something by then.
  public let recount: Int?
  public let forgets: Bool
  public let zone: TimeZoneName
  public let interval: AnalyticsWindow.Interval?
  /// The window: quarters of an hour after the beginning, and how many.
  public let start: Int
  public let length: Int
}

extension AnalyticsCase {
  /// Clocks that change in the night and at midnight, by an hour and by half of one, and some that never do; with the moments at
  /// which they do.
  public static let zones: (rules: DeclaredTimeZones, changes: [(zone: TimeZoneName, at: Timestamp)]) = {
    var rules: [TimeZoneName: DeclaredTimeZones.Rules] = [:]
    var changes: [(zone: TimeZoneName, at: Timestamp)] = []
    for (name, first, turns) in clocks {
      guard let zone = TimeZoneName(name) else { preconditionFailure("\(name) is a zone's name") }
      let moments = turns.map { (at: Timestamp(microseconds: $0.0 * 1_000_000), secondsEast: $0.1) }
      rules[zone] = DeclaredTimeZones.Rules(first, changes: moments)
      changes += (moments.isEmpty ? [Timestamp(microseconds: 1_772_300_000_000_000)] : moments.map(\.at)).map {
        (zone, $0)
      }
    }
    return (DeclaredTimeZones(rules), changes)
  }()

  private static let clocks: [(String, Int, [(Int64, Int)])] = [
    // 2026-03-29 and 2026-10-25, 01:00 UTC.
    ("Europe/Berlin", 3600, [(1_774_746_000, 7200), (1_792_890_000, 3600)]),
    // By half an hour: 2026-04-04 and 2026-10-03, 15:00 and 15:30 UTC.
    ("Australia/Lord_Howe", 39_600, [(1_775_314_800, 37_800), (1_791_041_400, 39_600)]),
    // At midnight, which never comes and comes twice: 2026-04-24, 22:00 UTC, and 2026-10-30, 21:00 UTC.
    ("Africa/Cairo", 7200, [(1_777_068_000, 10_800), (1_793_394_000, 7200)]),
    ("Asia/Kathmandu", 20_700, []), ("America/Caracas", -14_400, []),
  ]
}

extension Gen where Value == AnalyticsCase {
  /// One to eight calls within five days, asked for by any clocks' hours, days, weeks and months, or at once.
  public static var analyticsCase: Gen {
    gen { source in
      let change = try source.draw(.element(of: AnalyticsCase.zones.changes))
      let midnight = AnalyticsSlot(.day, holding: change.at).day
      return AnalyticsCase(
        beginning: Timestamp(microseconds: Int64(midnight - 2) * 86_400_000_000),
        stories: try source.draw(Gen<[AnalyticsCase.Story]>.array(of: .analyticsStory, count: 1...8)),
        order: try source.draw(Gen<[Int]>.array(of: .int(0...7), count: 0...40)),
        rhythm: try source.draw(.int(1...12)), recount: try source.draw(.optional(.int(0...30))),
        forgets: try source.draw(.bool(probability: 0.5)), zone: change.zone,
        interval: try source.draw(
          .weighted([
            (3, .just(.hour)), (3, .just(.day)),
            (1, .element(of: AnalyticsWindow.Interval.allCases.map(Optional.some))),
            (1, .just(nil)),
          ])),
        start: try source.draw(.int(0...200)),
        // Mostly more than a day, in which something happens.
        length: try source.draw(.weighted([(1, .int(1...96)), (2, .int(97...480))])))
    }
  }
}

extension Gen where Value == AnalyticsCase.Story {
  fileprivate static var analyticsStory: Gen {
    gen { source in
      let isAnswered = try source.draw(.bool(probability: 0.8))
      return AnalyticsCase.Story(
        begins: try source.draw(.int(0...432_000)),
        direction: try source.draw(.element(of: Call.Direction.allCases)),
        screened: try source.draw(.element(of: SpamAction.allCases)),
        turns: isAnswered ? try source.draw(Gen<[AnalyticsCase.Story.Turn]>.array(of: .turn, count: 0...4)) : nil,
        wait: isAnswered ? try source.draw(.optional(.wait)) : nil, rest: try source.draw(.int(0...100_000_000)),
        cause: try source.draw(.element(of: Ending.Cause.allCases)),
        late: try source.draw(Gen<[Int]>.array(of: .int(1...1000), count: 0...2)))
    }
  }
}

extension Gen where Value == AnalyticsCase.Story.Turn {
  fileprivate static var turn: Gen {
    zip(Gen<Int>.int(0...20_000), Gen<Verdict>.element(of: Verdict.allCases), Gen<Int>.int(1...900_000))
      .map { AnalyticsCase.Story.Turn(latency: $0, verdict: $1, cost: $2) }
  }
}

extension Gen where Value == AnalyticsCase.Story.Wait {
  fileprivate static var wait: Gen {
    zip(
      Gen<Int>.int(1...2),
      Gen<Int>.weighted([(2, .int(0...19_999)), (1, .just(20_000)), (1, .int(20_001...900_000))]),
      Gen<QueueExit>.weighted([
        (3, .just(.served)), (2, .just(.abandoned)), (1, .element(of: QueueExit.allCases)),
      ])
    )
    .map { AnalyticsCase.Story.Wait(department: Department.ID(UInt128($0)), length: $1, exit: $2) }
  }
}
