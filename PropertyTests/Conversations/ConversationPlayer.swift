import Generators
import OfflineSpeech
public import VoiceCore

/// Plays scripts against the offline receptionist: her dialogue, the use cases behind it and a store, in virtual time and without
/// sound. What a caller says is understood as it is written, or not at all.
public struct ConversationPlayer: Sendable {
  private let make: @Sendable () async throws -> any ErasableStore

  /// A player with an empty store for each script.
  public init(make: @escaping @Sendable () async throws -> any ErasableStore) { self.make = make }

  /// Plays a script to its end.
  public func play(_ script: ConversationScript) async throws -> ConversationOutcome {
    var line = try await ScriptedLine(store: try await make())
    try await line.begin()
    for step in script.steps {
      guard !line.isOver else { break }
      try await line.take(step)
    }
    try await line.conclude()
    return try await line.outcome(of: script)
  }
}

/// A line on which a scripted caller talks with the receptionist.
struct ScriptedLine {
  /// How long a caller thinks before saying or keying something.
  private static let thought: Duration = .milliseconds(800)
  /// For how long an interrupted receptionist is heard.
  private static let patience: Duration = .milliseconds(700)
  /// How long words take, a character.
  private static let perCharacter: Duration = .milliseconds(65)
  /// The pause by which an ear knows that somebody has finished.
  private static let endpointing: Duration = .milliseconds(600)

  private let store: any ErasableStore
  private let time = ManualTime()
  private let place: CallPlace
  private var receptionist: TextReceptionist
  private var meter: SessionMeter
  private var silence = CallerSilence()
  /// For how long neither side has been heard.
  private var quiet: Duration = .zero
  private var notes: [DialogueNote] = []
  /// What is being said, and how long each yet takes.
  private var speaking: [(text: String, whole: Duration, left: Duration)] = []
  private var finishes = false
  /// What the call ends by, once goodbye is being said.
  private var closing: Ending.Cause?
  private(set) var isOver = false
  private var said: [String] = []
  private var turns = 0
  private var askedAt: Timestamp?
  private var longestWait: Duration = .zero

  init(store: any ErasableStore) async throws {
    self.store = store
    try await ProvisionTenant(store: store)(ConversationCompany.plan)
    try await ProvisionTenant(store: store)(ConversationCompany.other)
    let now = time.now()
    var call = ConversationCompany.call(at: now)
    let tenant = ConversationCompany.plan.tenant
    place = CallPlace(tenant: tenant.id, call: call.id)
    let facts: [Call.Fact] = [.started, .rang, .answered(at: now), .streamJoined(1)]
    call.evolve(facts)
    let answered = call
    let known = try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.save(answered, facts: facts, intentions: [], at: now)
      return (try await scope.knowledge(), try await scope.departments())
    }
    receptionist = try await TextReceptionist(
      for: ReceptionistBrief(
        company: tenant.name, language: tenant.settings.language, knowledge: known.0, departments: known.1, at: now))
    meter = SessionMeter(at: now)
  }

  mutating func begin() async throws { try await perform(receptionist.joined()) }

  mutating func take(_ step: ConversationScript.Step) async throws {
    switch step {
    case .silent(let seconds):
      for _ in 0..<seconds where !isOver { try await pass(.seconds(1)) }
    case .interrupt(let text):
      try await pass(Self.patience)
      cut()
      try await hear(text)
    case .say(let text):
      try await listen()
      try await hear(text)
    case .press(let key):
      try await listen()
      guard !isOver else { return }
      try await ask { $0.pressed(key.character) }
    case .hangUp: try await end(because: .hungUp)
    }
  }

  /// Whoever has nothing more to say listens to the end, and hangs up.
  mutating func conclude() async throws {
    try await listen()
    if !isOver { try await end(because: .hungUp) }
  }

  func outcome(of script: ConversationScript) async throws -> ConversationOutcome {
    let found = try await store.read(for: place.tenant) {
      scope throws(StoreFailure) -> (CallDetailRecord, [Utterance], [Department])? in
      guard let record = try await scope.detailRecord(of: place.call) else { return nil }
      return (record, try await scope.transcript(of: place.call), try await scope.departments())
    }
    guard let (record, transcript, departments) = found else { throw NoRecord(script: script.name) }
    let answers = Dictionary(uniqueKeysWithValues: ConversationCompany.entries.map { ($0.answer, $0.question) })
    return ConversationOutcome(
      script: script, answered: said.compactMap { answers[$0] }, transfer: record.transfer,
      department: departments.first { $0.id == record.transfer?.department }?.name, ended: record.cause,
      failedAttempts: record.failedAttempts, turns: turns, longestWait: longestWait, length: record.duration,
      microdollars: record.aiUsage?.microdollars ?? 0, said: said, kept: transcript.map(\.text))
  }

  // MARK: The caller

  private mutating func listen() async throws {
    while !isOver, let next = speaking.first { try await pass(next.left) }
    if !isOver { try await pass(Self.thought) }
  }

  private mutating func hear(_ text: String) async throws {
    guard !isOver else { return }
    callerIsThere()
    try await pass(Self.perCharacter * Int64(text.count))
    callerIsThere()
    try await pass(Self.endpointing)
    guard !isOver else { return }
    try await ask { $0.heard(text) }
    longestWait = max(longestWait, Self.endpointing)
  }

  private mutating func ask(_ put: (inout TextReceptionist) -> [TextReceptionist.Act]) async throws {
    turns += 1
    callerIsThere()
    meter.heard(at: time.now())
    askedAt = time.now()
    try await perform(put(&receptionist))
  }

  private mutating func callerIsThere() {
    silence.callerWasThere()
    quiet = .zero
  }

  // MARK: The receptionist

  private mutating func perform(_ acts: [TextReceptionist.Act]) async throws {
    for act in acts where !isOver {
      switch act {
      case .fallSilent: cut()
      case .say(let text, let length):
        speaking.append((text, length, length))
        guard let asked = askedAt else { break }
        askedAt = nil
        longestWait = max(longestWait, time.now() - asked)
      case .finishAfterwards: finishes = true
      case .tell(let event): try await hear(event)
      }
    }
  }

  /// What the runtime does with an event: notes words, and asks the core about the rest.
  private mutating func hear(_ event: ReceptionistEvent) async throws {
    switch event {
    case .heard(let text): notes.append(.spoken(Utterance(.caller, text, at: time.now())))
    case .judged(let attempt, let verdict): try await advance(.judged(attempt, verdict))
    case .personWanted(let reason, let department): try await advance(.personWanted(reason, department))
    case .lastAnswerDidNotHelp: try await advance(.lastAnswerDidNotHelp)
    case .language(let language, let recognition): try await advance(.language(language, recognition))
    case .callerIsDone: try await close(because: .closed)
    case .said, .noted, .answered, .used, .finished, .failed: break
    }
  }

  private mutating func advance(_ step: AdvanceConversation.Step) async throws {
    let directive = try await AdvanceConversation(store: store, time: time)(step, noting: notes, in: place)
    notes = []
    if let directive { try await perform(receptionist.directed(directive)) }
  }

  private mutating func cut() {
    if let first = speaking.first, first.left < first.whole {
      let share = (first.whole - first.left) / first.whole
      said(String(first.text.prefix(Int(share * Double(first.text.count)))) + " …")
    }
    speaking = []
  }

  private mutating func said(_ text: String) {
    said.append(text)
    notes.append(.spoken(Utterance(.receptionist, text, at: time.now())))
  }

  // MARK: Time

  private mutating func pass(_ span: Duration) async throws {
    var left = span
    while left > .zero, !isOver {
      let step = min(left, speaking.first?.left ?? left)
      time.advance(by: step)
      left -= step
      quiet += step
      if !speaking.isEmpty {
        quiet = .zero
        silence.receptionistSpoke()
        speaking[0].left -= step
        if speaking[0].left <= .zero { said(speaking.removeFirst().text) }
      }
      try await lookAtLimits()
      try await lookAtSilence()
      if finishes, speaking.isEmpty { try await end(because: closing ?? .hungUp) }
    }
  }

  private mutating func lookAtLimits() async throws {
    while let step = meter.step(at: time.now()) {
      switch step {
      case .announce(let reason): try await perform(receptionist.directed(.announce(reason)))
      case .end:
        try await close(because: .closed)
      }
    }
  }

  private mutating func lookAtSilence() async throws {
    guard quiet >= CallerSilence.Rule.standard.patience, !finishes else { return }
    quiet = .zero
    switch silence.bothFellSilent() {
    case .ask: try await perform(receptionist.directed(.announce(.idle)))
    case .close: try await close(because: .silent)
    }
  }

  private mutating func close(because cause: Ending.Cause) async throws {
    if !finishes { closing = cause }
    try await perform(receptionist.directed(.close))
  }

  private mutating func end(because cause: Ending.Cause) async throws {
    isOver = true
    cut()
    try await KeepNotes(store: store, time: time)(notes, in: place)
    _ = try await EndCall(store: store, time: time)(.id(place.call), of: place.tenant, because: cause)
  }
}

/// A call that ended and left no record.
struct NoRecord: Error, CustomStringConvertible {
  let script: String
  var description: String { "\(script): the call left no detail record" }
}
