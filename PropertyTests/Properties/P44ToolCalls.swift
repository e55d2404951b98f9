import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P44-tool-calls.md
  static let p44ToolCalls = VerifiedProperty(
    number: 44, title: "Tool calls",
    core: {
      Property(44, "Tool calls", for: .toolStory, labels: P44.labels, coverage: P44.coverage) { story in
        var trial = ToolTrial(story)
        for step in story.steps { try trial.take(step) }
      }
    },
    store: nil)
}

/// What a model and a caller do.
struct ToolStory: Sendable {
  struct Call: Sendable {
    /// What is wrong with it.
    enum Fault: Sendable { case none, unknownTool, malformed }

    let id: Int
    let name: String
    let arguments: ToolArguments?
    let fault: Fault
  }

  enum Step: Sendable {
    case turn
    case session
    case said(Int)
    case called([Call])
  }

  let maximumRounds: Int
  let maximumEntries: Int
  let steps: [Step]
}

extension Gen where Value == ToolStory {
  /// Calls far more often than turns, so that loops come to their bound.
  fileprivate static var toolStory: Gen {
    zip(
      Gen<Int>.int(1...5), Gen<Int>.int(1...8),
      Gen<[ToolStory.Step]>.array(
        of: .weighted([
          (1, .just(.turn)), (1, .just(.session)), (2, Gen<Int>.int(0...60).map(ToolStory.Step.said)),
          (8, Gen<[ToolStory.Call]>.array(of: .toolCall, count: 1...4).map(ToolStory.Step.called)),
        ]), count: 1...40)
    ).map { ToolStory(maximumRounds: $0, maximumEntries: $1, steps: $2) }
  }
}

extension Gen where Value == ToolStory.Call {
  fileprivate static var toolCall: Gen {
    zip(Gen<Int>.int(1...6), Gen<(String, ToolArguments?, ToolStory.Call.Fault)>.element(of: P44.calls)).map {
      ToolStory.Call(id: $0, name: $1.0, arguments: $1.1, fault: $1.2)
    }
  }
}

/// The law beside the machine.
private struct ToolTrial {
  /// Room for a few words; a call and its result need some of it.
  private static let maximumCharacters = 120

  private let maximumRounds: Int
  private let maximumEntries: Int
  private var loop: ToolLoop
  private var history: DialogueHistory
  private var answered: Set<Int> = []
  private var rounds = 0
  private var all: [DialogueHistory.Entry] = []
  private(set) var labels: Set<String> = []

  init(_ story: ToolStory) {
    (maximumRounds, maximumEntries) = (story.maximumRounds, story.maximumEntries)
    loop = ToolLoop(maximumRounds: maximumRounds)
    history = DialogueHistory(maximumEntries: maximumEntries, maximumCharacters: Self.maximumCharacters)
  }

  mutating func take(_ step: ToolStory.Step) throws {
    switch step {
    case .turn:
      loop.turnBegan()
      rounds = 0
    case .session:
      loop.sessionBegan()
      if !answered.isEmpty { labels.insert("another session") }
      answered = []
    case .said(let length): add(.said(.caller, String(repeating: "a", count: length)))
    case .called(let calls):
      for call in calls { try answer(call) }
      loop.roundEnded()
      rounds += 1
      try requireEqual(loop.mustAnswerInWords, rounds >= maximumRounds, "a model has so many rounds")
      try requireEqual(loop.next(), expectedNext, "what follows round \(rounds) of \(maximumRounds)")
    }
    try requireHistory()
  }

  private mutating func answer(_ call: ToolStory.Call) throws {
    let isFirst = answered.insert(call.id).inserted
    if !isFirst { labels.insert("told twice") }
    try requireEqual(loop.owesResult(to: "call \(call.id)"), isFirst, "one result for each call of a session")
    guard isFirst else { return }
    let fault = Self.fault(of: call)
    switch call.fault {
    case .none: try requireEqual(fault, nil, "\(call) is understood")
    case .unknownTool: try requireEqual(fault, .unknownTool, "the model is told what is wrong")
    case .malformed:
      try require(fault != nil && fault != .unknownTool, "\(call) is refused: \(String(describing: fault))")
    }
    if let fault { labels.insert(fault == .unknownTool ? "unknown tool" : "malformed") }
    let result = fault?.description ?? "done"
    add(.called(ToolExchange(id: "call \(call.id)", name: call.name, arguments: "{}", result: result)))
  }

  private static func fault(of call: ToolStory.Call) -> ToolFault? {
    do throws(ToolFault) {
      _ = try ToolReport(call.name, call.arguments)
      return nil
    } catch {
      return error
    }
  }

  private mutating func add(_ entry: DialogueHistory.Entry) {
    history.add(entry)
    all.append(entry)
  }

  private mutating func requireHistory() throws {
    var room = Self.maximumCharacters
    let kept = all.suffix(maximumEntries).reversed().prefix { entry in
      room -= P44.characters(of: entry)
      return room >= 0
    }
    // The latest stays, however long it is.
    let expected = kept.isEmpty ? Array(all.suffix(1)) : kept.reversed()
    if expected.count < all.count { labels.insert("trimmed") }
    try requireEqual(history.entries, expected, "the latest, as many as there is room for")
  }

  private var expectedNext: ToolLoop.Next {
    if rounds < maximumRounds { return .goOn }
    if rounds == maximumRounds { return .answerInWords }
    // Who comes here in the next turn, too, is told so once more.
    return rounds == maximumRounds + 1 ? .apologise : .nothing
  }
}

extension ToolTrial {
  /// Whether some turn of the caller came to the end of its bound.
  static func isForEver(_ story: ToolStory) -> Bool {
    var rounds = 0
    return story.steps.contains { step in
      switch step {
      case .turn: rounds = 0
      case .called: rounds += 1
      case .session, .said: break
      }
      return rounds > story.maximumRounds
    }
  }
}

private enum P44 {
  static let coverage = [
    Coverage("told twice", atLeast: 30), Coverage("malformed", atLeast: 40), Coverage("unknown tool", atLeast: 30),
    Coverage("for ever", atLeast: 15), Coverage("another session", atLeast: 20), Coverage("trimmed", atLeast: 30),
  ]

  static let labels: @Sendable (ToolStory) -> [String] = { story in
    var trial = ToolTrial(story)
    for step in story.steps { try? trial.take(step) }
    return (trial.labels.union(ToolTrial.isForEver(story) ? ["for ever"] : [])).sorted()
  }

  static func characters(of entry: DialogueHistory.Entry) -> Int {
    switch entry {
    case .said(_, let words): words.count
    case .called(let exchange): exchange.arguments.count + exchange.result.count
    }
  }

  private static let long = String(repeating: "x", count: 1001)

  /// Calls as models make them: of every tool, right and wrong.
  static let calls: [(String, ToolArguments?, ToolStory.Call.Fault)] =
    good.map { ($0.0, ToolArguments($0.1), .none) } + bad.map { ($0.0, $0.1.map { ToolArguments($0) }, .malformed) }
    + unknown.map { ($0, ToolArguments([:]), .unknownTool) }

  private static let good: [(String, [String: ToolArguments.Value])] = [
    ("report_outcome", ["attempt": .number(1), "served": .flag(true), "reason": .text("told the hours")]),
    ("report_outcome", ["attempt": .number(-7), "served": .flag(false)]),
    ("transfer", ["reason": .text("caller_wish"), "department": .null]),
    ("transfer", ["reason": .text("emergency"), "department": .text("Sales")]),
    ("transfer", ["reason": .text("frustration")]), ("no_request", [:]), ("no_request", ["more": .other]),
    ("look_up", ["question": .text("where is the wine?")]), ("speak_language", ["language": .text("pt-br")]),
    ("end_call", [:]), ("take_message", ["kind": .text("message"), "text": .text("call me"), "note": .null]),
    (
      "take_message",
      ["kind": .text("contact"), "name": .text("Ana"), "number": .text("+1 555 0100"), "note": .number(1)]
    ),
    ("confirm_message", ["note": .number(1)]),
  ]

  private static let bad: [(String, [String: ToolArguments.Value]?)] = [
    ("report_outcome", nil), ("no_request", nil), ("report_outcome", [:]),
    ("report_outcome", ["attempt": .text("1"), "served": .flag(true)]),
    ("report_outcome", ["attempt": .number(1), "served": .number(1)]), ("transfer", [:]),
    ("transfer", ["reason": .text("vip")]), ("transfer", ["reason": .text("caller_wish"), "department": .other]),
    ("transfer", ["reason": .text("caller_wish"), "department": .text(long)]), ("look_up", ["question": .text("")]),
    ("look_up", ["question": .text(long)]), ("look_up", ["question": .null]), ("look_up", ["query": .text("wine")]),
    ("speak_language", [:]), ("speak_language", ["language": .text("Klingon")]), ("end_call", nil),
    ("take_message", ["kind": .text("message")]), ("take_message", ["kind": .text("order"), "text": .text("wine")]),
    ("take_message", ["kind": .text("contact"), "number": .text("five")]),
    ("take_message", ["kind": .text("message"), "text": .text(long)]), ("confirm_message", ["note": .text("1")]),
  ]

  private static let unknown = ["", "no_such_tool", "LOOK_UP", "report_outcome "]
}
