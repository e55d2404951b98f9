import MediaBridge
import NIOCore
import OpenAI
import Testing
import VoiceCore

/// A session between a provider and a floor that a test plays, in a time that it moves.
struct SessionStage {
  static let department: Department.ID = Identifier(5)

  var session: RealtimeSession
  var now = NIODeadline.uptimeNanoseconds(0)
  /// Since they were last taken.
  var sent: [(event: ClientEvent, id: Int)] = []
  var told: [ReceptionistEvent] = []
  var notices: [RealtimeSession.Notice] = []
  var limits: [RateLimit] = []
  var saidBytes = 0
  var marks: [Int] = []
  var silences = 0
  var isReady = false
  var refusal: VoiceAIFailure?
  var isClosed = false
  var reconnects = 0
  var timers: [RealtimeSession.Timer: NIODeadline] = [:]
  /// Up to where the caller has heard, when the floor falls silent.
  var heardPosition = 0

  static func settings() throws -> OpenAIRealtimeSettings { try OpenAIRealtimeSettings(apiKey: "sk-secret") }

  static func brief(attemptsSoFar: Int = 0, isResumed: Bool = false) throws -> ReceptionistBrief {
    ReceptionistBrief(
      company: "Acme \"Best\"", language: .english,
      knowledge: [KnowledgeEntry(id: Identifier(1), question: "our hours", answer: "Nine to five.")],
      departments: [
        Department(id: department, name: "sales", number: try #require(PhoneNumber("+15550100300")))
      ], attemptsSoFar: attemptsSoFar, isResumed: isResumed)
  }

  init(attemptsSoFar: Int = 0, isResumed: Bool = false, limits: OpenAILimits = OpenAILimits()) throws {
    session = RealtimeSession(
      for: try Self.brief(attemptsSoFar: attemptsSoFar, isResumed: isResumed), try Self.settings(), limits: limits)
    session.begin()
    drain()
  }

  /// Two entries, of which the first is the more important.
  static func knowingBrief() throws -> ReceptionistBrief {
    ReceptionistBrief(
      company: "Acme", language: .english,
      knowledge: [
        KnowledgeEntry(id: Identifier(1), question: "our hours", answer: "Nine to five.", priority: 1),
        KnowledgeEntry(id: Identifier(2), question: "where the wine is", answer: "In the cellar."),
      ], departments: [])
  }

  /// A session that is about to be set up.
  init(session: RealtimeSession) {
    self.session = session
    self.session.begin()
    drain()
  }

  /// A session that stands and has said its welcome.
  static func greeted(attemptsSoFar: Int = 0, limits: OpenAILimits = OpenAILimits()) throws -> SessionStage {
    var stage = try SessionStage(attemptsSoFar: attemptsSoFar, limits: limits)
    stage.setUp()
    stage.play { $0.join() }
    stage.speak("welcome", "Welcome.", bytes: 800)
    stage.forget()
    return stage
  }

  mutating func setUp() {
    play { $0.opened() }
    receive(Provider.sessionCreated, Provider.sessionUpdated())
  }

  mutating func receive(_ messages: String...) { for message in messages { receive(message) } }

  private mutating func receive(_ message: String) {
    let now = now
    play { $0.received(text: ByteBuffer(string: message), at: now) }
  }

  mutating func play(_ step: (inout RealtimeSession) -> Void) {
    step(&session)
    drain()
  }

  /// The time passes; what is due meanwhile falls due.
  mutating func pass(_ time: TimeAmount) {
    let end = now + time
    while let next = timers.min(by: { $0.value < $1.value }), next.value <= end {
      timers[next.key] = nil
      now = next.value
      let now = now
      play { $0.due(next.key, at: now) }
    }
    now = end
  }

  /// A response with words: created, said, marked, done; its name is `r-` and the item's. Nothing of it is heard yet.
  mutating func speak(_ item: String, _ words: String, bytes: Int = 800, calls: [(String, String, String)] = []) {
    receive(
      Provider.created("r-" + item), Provider.item(item, in: "r-" + item),
      Provider.audio(item, in: "r-" + item, bytes: bytes), Provider.audioDone(item, in: "r-" + item),
      Provider.wordsDone(item, words), Provider.done("r-" + item, calls: calls))
  }

  /// The caller says something: heard by the provider, written down at once.
  mutating func callerSays(_ text: String, item: String) {
    receive(
      Provider.speechStarted, Provider.speechStopped, Provider.committed(item), Provider.transcribed(item, text))
  }

  /// Everything that was marked is heard.
  mutating func hearAll() {
    let pending = marks
    marks = []
    for mark in pending { play { $0.heard(mark) } }
  }

  mutating func forget() {
    hearAll()
    (sent, told, notices) = ([], [], [])
  }

  /// What was told, without the latencies and languages.
  var events: [ReceptionistEvent] {
    told.filter {
      switch $0 {
      case .answered, .language: false
      default: true
      }
    }
  }
  /// The types of what was sent.
  var types: [String] { sent.map { SessionStage.type(of: $0.event) } }
  /// What was asked for, as text.
  var texts: [String] { sent.map { $0.event.json(id: 0).text } }
  /// The results of tool calls, by the call.
  var results: [(call: String, output: String)] {
    sent.compactMap { event, _ in
      guard case .createItem(let item) = event, case .string(let call)? = item["call_id"],
        case .string(let output)? = item["output"]
      else { return nil }
      return (call, output)
    }
  }

  static func type(of event: ClientEvent) -> String {
    if case .string(let type)? = event.json(id: 0)["type"] { type } else { "" }
  }

  private mutating func drain() {
    while !session.actions.isEmpty {
      let actions = session.actions
      session.actions = []
      for action in actions { perform(action) }
    }
  }

  private mutating func perform(_ action: RealtimeSession.Action) {
    switch action {
    case .send(let event, let id): sent.append((event, id))
    case .say(let chunk): saidBytes += chunk.byteCount
    case .mark(let mark): marks.append(mark)
    case .fallSilent:
      silences += 1
      marks = []
      session.floorFellSilent(at: heardPosition)
    case .tell(let event): told.append(event)
    case .ready: isReady = true
    case .refused(let failure): refusal = failure
    case .close: isClosed = true
    case .reconnect:
      reconnects += 1
      isClosed = false
    case .schedule(let timer, let delay): timers[timer] = now + delay
    case .cancel(let timer): timers[timer] = nil
    case .limited(let limit): limits.append(limit)
    case .log(let notice): notices.append(notice)
    }
  }
}
