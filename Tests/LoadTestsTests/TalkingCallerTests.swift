import LoadTests
import NIOCore
import Simulators
import Testing

@Suite struct TalkingCallerTests {
  /// A caller on a clock that is turned by hand, and an AI that answers as it is told.
  private final class Conversation {
    let record = CallsRecord()
    let schedule = FrameSchedule(start: .uptimeNanoseconds(5_000_000_000), calls: 1)
    let caller: TalkingCaller
    private(set) var turn = 0
    /// For each turn, whether the caller's voice sounded.
    private(set) var voiced: [Bool] = []

    init(interruptedPercent: Int, aiDelay: TimeAmount? = .milliseconds(800), seed: UInt64 = 1) {
      var manner = TalkingCaller.Manner()
      manner.interruptedPercent = interruptedPercent
      manner.knownDelay = aiDelay
      caller = TalkingCaller(call: 0, streamSid: "MZ1", firstTurn: 0, seed: seed, manner: manner, record: record)
      record.measure(in: schedule.start..<(schedule.start + .seconds(1000)))
    }

    var now: NIODeadline { schedule.due(slot: 0, turn: turn) }

    /// Takes turns until the voice begins, or ends; at most 2,000.
    func advance(untilVoice wanted: Bool) {
      for _ in 0..<2000 where voiced.last != wanted { takeTurn() }
    }

    func takeTurn() {
      let message = caller.message(turn: turn, sequence: turn + 2, due: now, at: now)
      let silent = String(buffer: message).contains("////////")
      voiced.append(!silent)
      turn += 1
    }

    /// So many seconds of the AI's voice arrive at once, that long after the caller's last voiced turn was due.
    func answer(seconds: Int, at moment: NIODeadline) {
      let audio = Base64Text.encode(Array(repeating: 0x22, count: 8000 * seconds))
      audio.withUnsafeBytes { caller.heard($0, at: moment) }
    }
  }

  @Test func `an answer's delay counts from the end of speech, and the AI's known part is taken off`() {
    let conversation = Conversation(interruptedPercent: 0)
    conversation.advance(untilVoice: true)
    conversation.advance(untilVoice: false)
    // The voice ended with the turn before the last.
    let end = conversation.schedule.due(slot: 0, turn: conversation.turn - 2)
    conversation.answer(seconds: 2, at: end + .milliseconds(830))
    let turns = conversation.record.turns
    #expect(turns.answers == 1)
    #expect((829...831).contains(turns.raw.percentiles.maximum))
    #expect((29.9...30.1).contains(turns.own.percentiles.maximum))
    #expect(conversation.voiced.count { $0 } == 75)
  }

  @Test func `the caller hears an answer out before speaking again`() {
    let conversation = Conversation(interruptedPercent: 0, aiDelay: .zero)
    for _ in 0..<3 {
      conversation.advance(untilVoice: true)
      conversation.advance(untilVoice: false)
      let before = conversation.now
      conversation.answer(seconds: 2, at: before)
      conversation.advance(untilVoice: true)
      #expect(conversation.now - before > .seconds(2))
    }
    #expect(conversation.record.turns.bargeIns == 0)
    #expect(conversation.record.turns.answers == 3)
  }

  @Test func `breaking in is measured from the first loud frame's due time to the clear`() {
    let conversation = Conversation(interruptedPercent: 100)
    conversation.advance(untilVoice: true)
    conversation.advance(untilVoice: false)
    conversation.answer(seconds: 4, at: conversation.now)
    conversation.advance(untilVoice: true)
    let loud = conversation.schedule.due(slot: 0, turn: conversation.turn - 1)
    conversation.caller.cleared(at: loud + .milliseconds(61))
    let turns = conversation.record.turns
    #expect(turns.bargeIns == 1 && turns.ignoredBargeIns == 0)
    #expect((60.9...61.1).contains(turns.reaction.percentiles.maximum))
  }

  @Test func `an AI that talks on is told, and so is one that never answers`() {
    let ignoring = Conversation(interruptedPercent: 100)
    ignoring.advance(untilVoice: true)
    ignoring.advance(untilVoice: false)
    ignoring.answer(seconds: 8, at: ignoring.now)
    ignoring.advance(untilVoice: true)
    ignoring.advance(untilVoice: false)
    #expect(ignoring.record.turns.ignoredBargeIns == 1)
    let silent = Conversation(interruptedPercent: 0)
    silent.advance(untilVoice: true)
    silent.advance(untilVoice: false)
    silent.advance(untilVoice: true)
    #expect(silent.record.turns.unanswered == 1)
  }

  @Test func `an answer that is overdue when the run ends is missing, and counts by its age`() {
    let conversation = Conversation(interruptedPercent: 0)
    conversation.advance(untilVoice: true)
    conversation.advance(untilVoice: false)
    let end = conversation.schedule.due(slot: 0, turn: conversation.turn - 2)
    conversation.caller.settle(at: end + .milliseconds(850))
    #expect(conversation.record.turns.unanswered == 0)
    conversation.caller.settle(at: end + .milliseconds(2300))
    conversation.caller.settle(at: end + .milliseconds(2400))
    let turns = conversation.record.turns
    #expect(turns.unanswered == 1 && turns.answers == 0)
    #expect((2299...2302).contains(turns.raw.percentiles.maximum))
    #expect((1499...1502).contains(turns.own.percentiles.maximum))
  }

  @Test func `without a known delay nothing is overdue before the caller gives up`() {
    let conversation = Conversation(interruptedPercent: 0, aiDelay: nil)
    conversation.advance(untilVoice: true)
    conversation.advance(untilVoice: false)
    conversation.caller.settle(at: conversation.now + .seconds(9))
    #expect(conversation.record.turns.unanswered == 0)
    conversation.advance(untilVoice: true)
    #expect(conversation.record.turns.unanswered == 1)
    #expect(conversation.record.turns.raw.percentiles.maximum >= 10_000)
  }

  /// A step of the search: eight seconds are measured, from 4 s on, and the callers settle 2 s later.
  @Test func `a short step notices an AI that answers only every second turn`() {
    var tally = (answers: 0, unanswered: 0)
    for seed in UInt64(1)...20 {
      let conversation = Conversation(interruptedPercent: 0, seed: seed)
      let begin = conversation.schedule.start
      conversation.record.measure(in: (begin + .seconds(4))..<(begin + .seconds(12)))
      var ended: (turns: Int, at: NIODeadline)?
      while conversation.now < begin + .seconds(14) {
        let spoke = conversation.voiced.last == true
        conversation.takeTurn()
        if spoke, conversation.voiced.last == false { ended = ((ended?.turns ?? 0) + 1, conversation.now) }
        if let end = ended, !end.turns.isMultiple(of: 2), conversation.now == end.at + .milliseconds(800) {
          conversation.answer(seconds: 2, at: conversation.now)
        }
      }
      conversation.caller.settle(at: conversation.now)
      tally.answers += conversation.record.turns.answers
      tally.unanswered += conversation.record.turns.unanswered
    }
    #expect(tally.unanswered >= 10, "\(tally)")
  }

  @Test func `audio before the AI's own delay is over is no answer`() {
    let conversation = Conversation(interruptedPercent: 0)
    conversation.advance(untilVoice: true)
    conversation.advance(untilVoice: false)
    let end = conversation.schedule.due(slot: 0, turn: conversation.turn - 2)
    // The rest of an old answer.
    conversation.answer(seconds: 1, at: end + .milliseconds(30))
    let turns = conversation.record.turns
    #expect(turns.premature == 1 && turns.answers == 0)
    #expect(turns.own.count == 0 && turns.raw.count == 0)
  }

  @Test func `audio after the clear while the caller speaks is two voices, told once`() {
    let conversation = Conversation(interruptedPercent: 100)
    conversation.advance(untilVoice: true)
    conversation.advance(untilVoice: false)
    conversation.answer(seconds: 4, at: conversation.now)
    conversation.advance(untilVoice: true)
    // On its way when the caller broke in: nobody could know.
    conversation.answer(seconds: 1, at: conversation.now)
    #expect(conversation.record.turns.spokenOver == 0)
    conversation.caller.cleared(at: conversation.now)
    for _ in 0..<3 { conversation.answer(seconds: 1, at: conversation.now) }
    let turns = conversation.record.turns
    #expect(turns.spokenOver == 1 && turns.bargeIns == 1 && turns.ignoredBargeIns == 0)
  }

  @Test func `neighbouring calls share no chance`() {
    var drawn: Set<UInt64> = []
    for call in 0..<100 {
      var chance = SplitMix(seed: 1, stream: call)
      for _ in 0..<10 { drawn.insert(chance.next()) }
    }
    #expect(drawn.count == 1000)
  }
}
