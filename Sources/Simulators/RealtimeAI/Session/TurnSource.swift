/// Where the model's turns come from, and what the client's last move asks of it.
struct TurnSource: Sendable {
  private let behaviour: RealtimeAIBehaviour
  private var drawn: RealtimeAIScript.Turn?
  /// How many were taken.
  private(set) var taken = 0
  /// The one that was taken last.
  private(set) var last: RealtimeAIScript.Turn?
  /// The caller said or keyed something that has no answer yet.
  var isAsked = false
  /// Functions were answered since the last response.
  var hasToolResults = false
  /// The number of the next verdict.
  var nextAttempt = 1
  /// Words that come behind the next `response.done`.
  var transcriptionsAfter: [RealtimeSession.Transcription] = []

  init(behaviour: RealtimeAIBehaviour = .echo()) {
    self.behaviour = behaviour
    if case .script(let script) = behaviour { nextAttempt = script.firstAttempt }
  }

  /// The turn that the next answer takes.
  mutating func upcoming(_ chance: inout SeededChance) -> RealtimeAIScript.Turn {
    if let drawn { return drawn }
    let turn: RealtimeAIScript.Turn
    switch behaviour {
    case .script(let script): turn = script.turn(taken)
    case .talk(let style): turn = Self.draw(style, number: taken + 1, &chance)
    case .echo: turn = RealtimeAIScript.Turn(says: "")
    }
    drawn = turn
    return turn
  }

  mutating func take(_ chance: inout SeededChance) -> (index: Int, turn: RealtimeAIScript.Turn) {
    let turn = upcoming(&chance)
    drawn = nil
    last = turn
    taken += 1
    isAsked = false
    hasToolResults = false
    return (taken - 1, turn)
  }

  var opening: String { if case .script(let script) = behaviour { script.opening } else { "Hello." } }

  var afterTools: String {
    if let own = last?.afterTools { return own }
    return if case .script(let script) = behaviour { script.afterTools } else { "All right." }
  }

  /// Whether calls of the turn need the session to have the tool: talk mode serves whoever comes.
  var callsOnlyKnownTools: Bool { if case .talk = behaviour { true } else { false } }

  private static func draw(
    _ style: TalkStyle, number: Int, _ chance: inout SeededChance
  ) -> RealtimeAIScript.Turn {
    let longest = TalkStyle.longestAnswer
    let length = chance.draw(min(style.length.lowerBound, longest)...min(style.length.upperBound, longest))
    let delay = chance.draw(style.delay)
    var faults: [RealtimeAIFault] = []
    if !style.faults.isEmpty, chance.draw(1...100) <= style.faultsInHundred {
      faults = [style.faults[chance.draw(0...style.faults.count - 1)]]
    }
    return RealtimeAIScript.Turn(
      heardAs: "This is request number \(number).", says: "This is the answer to request number \(number).",
      audio: ToneVoice.sound(milliseconds: length.wholeMilliseconds), calls: [.outcome(served: true)], delay: delay,
      faults: faults)
  }
}
