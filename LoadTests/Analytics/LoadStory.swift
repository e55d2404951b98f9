import Generators
package import VoiceCore

/// A call from its beginning to its end as the log tells it: with the receptionist, in a queue, with a person, and what it cost.
package struct LoadStory: Sendable {
  /// How many kinds of calls there are: enough that durations, waits and costs are spread as widely as those of a real year.
  static let kinds = 2_048
  /// Those in whose queues callers wait.
  package static let departments = (1...4).map { Department.ID(UInt128($0)) }

  private struct Step {
    /// After what the log was told before, in milliseconds.
    let pause: Int
    let facts: [Call.Fact]
  }

  private let steps: [Step]
  private let cause: Ending.Cause

  /// All kinds, the same for a seed.
  package static func all(seed: UInt64) -> [LoadStory] { (1...kinds).map { LoadStory($0, seed: seed) } }

  /// One kind of call, as chance has it.
  init(_ number: Int, seed: UInt64) {
    var chance = SplitMix(seed: seed, stream: number)
    let isRefused = chance.next(below: 20) == 0
    let verdict = ScreeningVerdict(
      action: isRefused ? .block : .allow, score: SpamScore(isRefused ? 95 : 5), reasons: [])
    var steps = [Step(pause: 0, facts: [.started, .screened(verdict)])]
    guard !isRefused else {
      (self.steps, cause) = (steps, .rejected)
      return
    }
    steps.append(Step(pause: 900, facts: [.answered(at: Timestamp(microseconds: 1)), .streamJoined(1)]))
    let wantsPerson = chance.next(below: 10) < 6
    let turns = 1 + chance.next(below: 3)
    for turn in 1...turns { steps.append(Self.turn(turn, isServed: !wantsPerson && turn == turns, &chance)) }
    let isAbandoned = wantsPerson && chance.next(below: 8) == 0
    if wantsPerson { steps += Self.wait(isAbandoned: isAbandoned, &chance) }
    steps.append(Step(pause: 2_000 + chance.next(below: wantsPerson ? 600_000 : 20_000), facts: []))
    self.steps = steps
    cause = wantsPerson || chance.next(below: 2) == 0 ? .hungUp : .closed
  }

  /// A request, the answer to it, and what both cost.
  private static func turn(_ number: Int, isServed: Bool, _ chance: inout SplitMix) -> Step {
    var wait = TurnWait()
    wait[.model] = .milliseconds(200 + chance.next(below: 1_800))
    var usage = AIUsage()
    usage.audioIn = 100 + chance.next(below: 400)
    usage.audioOut = 200 + chance.next(below: 800)
    usage.textIn = 1_000 + chance.next(below: 1_000)
    usage.microdollars = 1_000 + chance.next(below: 60_000)
    let judged = Call.Fact.conversation(.judged(Attempt.ID(number), isServed ? .served : .failed))
    return Step(pause: 4_000 + chance.next(below: 15_000), facts: [.waited(wait), judged, .metered(usage)])
  }

  /// The wish for a person, the queue, and how it was left.
  private static func wait(isAbandoned: Bool, _ chance: inout SplitMix) -> [Step] {
    let department = departments[chance.next(below: departments.count)]
    let exit: QueueExit = isAbandoned ? .abandoned : .served
    let taken: [Call.Fact] = isAbandoned ? [] : [.taken(by: Agent.ID(UInt128(1 + chance.next(below: 200))))]
    return [
      Step(
        pause: 0,
        facts: [.transferStarted(Transfer(reason: .callerWish, department: department)), .queued(department)]),
      Step(pause: 1_000 + chance.next(below: 120_000), facts: [.queueLeft(department, exit)] + taken),
    ]
  }

  /// Such a call that begins at a moment, with its facts.
  package func told(as number: Int, at moment: Timestamp) -> (call: Call, facts: [RecordedFact]) {
    var call = TestTenant.call(number, of: 1, at: moment)
    var facts: [RecordedFact] = []
    var at = moment
    for (index, step) in steps.enumerated() {
      at = at + .milliseconds(step.pause)
      let end: [Call.Fact] = index == steps.count - 1 ? [.ended(Ending(cause, at: at))] : []
      for fact in step.facts + end {
        call.evolve(fact)
        facts.append(RecordedFact(call: call.id, ordinal: facts.count + 1, at: at, fact: fact))
      }
    }
    return (call, facts)
  }

  /// What such a call adds to the figures.
  var counted: CountedCall? {
    let (call, facts) = told(as: 1, at: Timestamp(microseconds: 0))
    return CountedCall(call, facts: facts)
  }
}
