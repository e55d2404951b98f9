import PropertyTesting
import RuntimeStage
import VoiceCore

extension VerifiedProperty {
  /// specs/P05-ai-response-latency.md
  static let p05AIResponseLatency = VerifiedProperty(
    number: 5, title: "AI Response Latency",
    core: {
      Property(
        5, "AI Response Latency", for: .answeringCase, labels: P05.labels,
        coverage: [
          Coverage("in time", atLeast: 40), Coverage("filler", atLeast: 30), Coverage("next member", atLeast: 20),
          Coverage("stall", atLeast: 10), Coverage("person", atLeast: 15),
        ]
      ) { input in
        let stage = AnsweringStage(input.members, rule: AnswerWatch.Rule())
        stage.wait(P05.patience)
        var ends: [Duration] = [.zero]
        for speech in input.speeches {
          stage.speak(speech)
          ends.append(stage.elapsed)
          stage.wait(P05.patience)
        }
        try P05.require(stage.events, input, endsOfSpeech: ends)
        try require(stage.hangUp(), "nobody is left at the line")
      }
    },
    store: nil)
}

/// A chain of voice AIs, and a caller who speaks to it.
struct AnsweringCase: Sendable {
  let members: [AnsweringStage.Script]
  /// How long the caller speaks each time.
  let speeches: [Duration]
}

extension Gen where Value == AnsweringCase {
  fileprivate static var answeringCase: Gen {
    zip(
      Gen<[AnsweringStage.Script]>.array(of: .script, count: 1...3),
      Gen<[Duration]>.array(of: .milliseconds([340, 400, 1000, 2500]), count: 0...3)
    ).map { AnsweringCase(members: $0, speeches: $1) }
  }
}

extension Gen where Value == AnsweringStage.Script {
  fileprivate static var script: Gen {
    let joining: Gen<AnsweringStage.Joining> = .weighted([
      (6, Gen<Duration>.milliseconds([0, 100, 300]).map(AnsweringStage.Joining.joins)),
      (1, Gen<Duration>.milliseconds([0, 500, 900]).map(AnsweringStage.Joining.fails)), (1, .just(.never)),
    ])
    // Far enough from the limits that a frame more or less decides nothing.
    let greeting = Gen<AnsweringStage.Reply>.reply(after: [0, 100, 500, 600, 1100, 2100, 60_000])
    let reply = Gen<AnsweringStage.Reply>.reply(after: [0, 100, 500, 700, 900, 1500, 1900, 2100, 3100, 60_000])
    return zip(joining, greeting, Gen<[AnsweringStage.Reply]>.array(of: reply, count: 1...3)).map {
      AnsweringStage.Script(joining: $0, greeting: $1, replies: $2)
    }
  }
}

extension Gen where Value == AnsweringStage.Reply {
  /// A minute is never.
  fileprivate static func reply(after delays: [Int]) -> Gen {
    zip(
      .milliseconds(delays), .milliseconds([200, 500, 1500, 3000]), Gen<Bool>.bool(probability: 0.85)
    ).map { AnsweringStage.Reply(after: $0 >= .seconds(60) ? nil : $0, length: $1, isComplete: $2) }
  }
}

extension Gen where Value == Duration {
  fileprivate static func milliseconds(_ choices: [Int]) -> Gen {
    Gen<Int>.element(of: choices).map { .milliseconds($0) }
  }
}

/// The law, told turn by turn without clocks or timers: who ought to be heard when.
private struct AnsweringModel {
  private let members: [AnsweringStage.Script]
  private(set) var member = 0
  private(set) var hasFailed = false
  private(set) var hasStalled = false
  private(set) var expected: [(at: Duration, event: AnsweringStage.Event)] = []
  private var hasFilled = false

  init(_ members: [AnsweringStage.Script]) { self.members = members }

  /// The caller finished then; with what the present member replies.
  mutating func turn(_ number: Int, endingAt end: Duration) {
    guard !hasFailed else { return }
    hasFilled = false
    let script = members[member]
    let reply = number == 0 ? script.greeting : script.replies[(number - 1) % script.replies.count]
    follow(reply, from: end, silentSince: end, by: end + .seconds(2))
  }

  /// A reply that is given so long after `start`, if that is in time; else the next member's greeting.
  private mutating func follow(
    _ reply: AnsweringStage.Reply?, from start: Duration, silentSince: Duration, by deadline: Duration
  ) {
    let first = reply?.after.map { start + $0 }
    guard let reply, let first, first <= deadline else {
      return change(at: deadline, silentSince: silentSince)
    }
    let begins = fill(from: silentSince, until: first)
    expected.append((begins, .member(member)))
    guard !reply.isComplete else { return }
    let end = begins + reply.length
    hasStalled = true
    change(at: end + .seconds(2), silentSince: end)
  }

  private mutating func change(at moment: Duration, silentSince: Duration) {
    let free = fill(from: silentSince, until: moment)
    guard member + 1 < members.count else {
      hasFailed = true
      expected.append((free, .lastPrompt))
      return expected.append((free + AnsweringStage.promptLength, .failed))
    }
    member += 1
    switch members[member].joining {
    case .joins(let delay):
      follow(members[member].greeting, from: moment + delay, silentSince: silentSince, by: moment + .seconds(1))
    case .fails(let delay) where delay < .seconds(1): change(at: moment + delay, silentSince: silentSince)
    case .fails, .never: change(at: moment + .seconds(1), silentSince: silentSince)
    }
  }

  /// The filler, if it is due before that; the answer is when the line is free.
  private mutating func fill(from silence: Duration, until moment: Duration) -> Duration {
    let due = silence + .milliseconds(800)
    if !hasFilled, moment > due {
      hasFilled = true
      filledUntil = due + AnsweringStage.promptLength
      expected.append((due, .filler))
    }
    return max(moment, filledUntil)
  }

  private var filledUntil: Duration = .zero
}

private enum P05 {
  /// Longer than anything that may be owed takes.
  static let patience: Duration = .seconds(24)
  /// The frames before and behind a moment.
  static let tolerance: Duration = .milliseconds(60)

  static func require(
    _ events: [(at: Duration, event: AnsweringStage.Event)], _ input: AnsweringCase, endsOfSpeech ends: [Duration]
  ) throws {
    var model = AnsweringModel(input.members)
    for (number, end) in ends.enumerated() { model.turn(number, endingAt: end) }
    let told = events.map { "\($0.event) at \($0.at)" }
    try requireEqual(events.map(\.event), model.expected.map(\.event), "who is heard, in order: \(told)")
    for (event, expected) in zip(events, model.expected) {
      let difference = event.at - expected.at
      try PropertyTesting.require(
        difference <= tolerance && difference >= .zero - tolerance,
        "\(event.event) came at \(event.at) and is due at \(expected.at)")
    }
    for (number, end) in ends.enumerated() {
      let next = number + 1 < ends.count ? ends[number + 1] : .seconds(1 << 30)
      let fillers = events.count { $0.event == .filler && $0.at > end && $0.at <= next }
      try PropertyTesting.require(fillers <= 1, "one filler a turn")
    }
    try PropertyTesting.require(events.count { $0.event == .failed } <= 1, "one hand-over")
  }

  static let labels: @Sendable (AnsweringCase) -> [String] = { input in
    var model = AnsweringModel(input.members)
    let ends = (0...input.speeches.count).map { Duration.seconds(30 * $0) }
    for (number, end) in ends.enumerated() { model.turn(number, endingAt: end) }
    return [
      model.expected.contains { if case .member = $0.event { true } else { false } } ? "in time" : nil,
      model.expected.contains { $0.event == .filler } ? "filler" : nil, model.member > 0 ? "next member" : nil,
      model.hasStalled ? "stall" : nil, model.hasFailed ? "person" : nil,
    ].compactMap { $0 }
  }
}
