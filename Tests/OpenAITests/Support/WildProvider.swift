import NIOCore
import OpenAI
import PropertyTesting
import VoiceCore

/// One thing that happens in a call; numbers choose among what is possible.
enum WildStep: Sendable, Equatable {
  case speechStarted, speechStopped, committed, transcribed(Int), transcriptionFailed(Int)
  case created, createdWhileActive, audio(Int), audioDone, words, done(String, calls: [Int]), lateAudio, strangeDone
  case error(String), garbage, badAudio
  case key(Int), hear, brokeIn(Int), fellSilent, madeNoise, answer(Int), handOver, close, pass(Int), lost, setUp, leave
}

extension Gen where Value == WildStep {
  static var wildStep: Gen<WildStep> {
    let simple: [WildStep] = [
      .speechStarted, .speechStopped, .committed, .created, .audioDone, .words, .lateAudio, .strangeDone, .garbage,
      .badAudio, .hear, .fellSilent, .madeNoise,
    ]
    let rare: [WildStep] = [.handOver, .close, .lost, .setUp, .setUp, .leave]
    let codes = [
      "conversation_already_has_active_response", "response_cancel_not_active", "server_error", "session_expired",
      "odd",
    ]
    return .weighted([
      (10, .element(of: simple)), (1, .element(of: rare)),
      (4, .element(of: [WildStep.created, .committed])), (1, .just(.createdWhileActive)),
      (5, Gen<Int>.int(1...4000).map(WildStep.audio)),
      (
        5,
        zip(
          Gen<String>.element(of: ["completed", "cancelled", "failed", "incomplete"]),
          Gen<[Int]>.array(of: .int(0...9), count: 0...3)
        ).map { WildStep.done($0, calls: $1) }
      ),
      (3, Gen<Int>.int(0...9).map(WildStep.transcribed)), (1, Gen<Int>.int(0...9).map(WildStep.transcriptionFailed)),
      (1, Gen<Int>.int(0...9).map(WildStep.key)), (2, Gen<Int>.int(0...20_000).map(WildStep.brokeIn)),
      (3, Gen<Int>.int(0...4).map(WildStep.answer)), (1, Gen<Int>.int(0...15).map(WildStep.pass)),
      (1, Gen<String>.element(of: codes).map(WildStep.error)),
    ])
  }
}

/// Plays steps against a session and holds everything that it does against the protocol.
struct WildCall {
  private var stage: SessionStage
  private var serial = 0
  private var active: String?
  /// The response that ended last.
  private var last: String?
  private var item: String?
  /// Audio sent of each item of the current session, in μ-law bytes.
  private var audio: [String: Int] = [:]
  private var openCalls: Set<String> = []
  private var answeredCalls: Set<String> = []
  private var committed: [String] = []
  private var heard: [String] = []
  private var judged = 0
  private var keys = 0
  private var failures = 0
  private var finishes = 0
  private var hasLeft = false
  private var isUp = false

  init() throws {
    stage = try SessionStage()
    stage.setUp()
    stage.play { $0.join() }
    isUp = true
    try check()
  }

  mutating func play(_ step: WildStep) throws {
    serial += 1
    let now = stage.now
    switch step {
    case .speechStarted: stage.receive(Provider.speechStarted)
    case .speechStopped: stage.receive(Provider.speechStopped)
    case .committed:
      committed.append("u\(serial)")
      stage.receive(Provider.committed("u\(serial)"))
    case .transcribed(let back):
      if let item = committed.dropLast(back).last { stage.receive(Provider.transcribed(item, item)) }
    case .transcriptionFailed(let back):
      if let item = committed.dropLast(back).last { stage.receive(Provider.transcriptionFailed(item)) }
    case .created:
      guard active == nil, isUp else { return }
      active = "r\(serial)"
      item = nil
      stage.receive(Provider.created("r\(serial)"))
    case .createdWhileActive:
      // The end of the former was lost.
      guard active != nil, isUp else { return }
      (active, last, item) = ("r\(serial)", active, nil)
      stage.receive(Provider.created("r\(serial)"))
    case .audio(let bytes):
      guard let active else { return }
      let name = item ?? "i\(serial)"
      item = name
      audio[name, default: 0] += bytes
      stage.receive(Provider.audio(name, in: active, bytes: bytes))
    case .audioDone:
      guard let active, let item else { return }
      stage.receive(Provider.audioDone(item, in: active))
      self.item = nil
    case .words: if let item { stage.receive(Provider.words(item, "some words ")) }
    case .done(let status, let kinds):
      guard let active else { return }
      let calls = kinds.enumerated().map { Self.call("c\(serial)-\($0)", kind: $1, next: judged + 1) }
      if isUp { openCalls.formUnion(calls.map(\.0)) }
      (self.active, last) = (nil, active)
      stage.receive(Provider.done(active, status, calls: calls, error: status == "failed" ? "server_error" : nil))
    case .lateAudio: if let last { stage.receive(Provider.audio("late", in: last)) }
    case .strangeDone: if active != nil { stage.receive(Provider.done("stranger")) }
    case .error(let code): stage.receive(Provider.error(code, about: stage.sent.last?.id))
    case .garbage: stage.receive("{")
    case .badAudio: stage.receive(Provider.audio("x", in: "y", bytes: 3).replacing("VVVV", with: "%%%%"))
    case .key(let key):
      keys += 1
      stage.play { $0.pressed(Character("\(key)"), at: now) }
    case .hear: stage.hearAll()
    case .brokeIn(let place):
      stage.marks = []
      stage.play { $0.brokeIn(at: place) }
    case .fellSilent: stage.play { $0.callerFellSilent() }
    case .madeNoise: stage.play { $0.callerMadeNoise(over: 9000) }
    case .answer(let back): stage.play { [judged] in $0.directed(.answer(Attempt.ID(judged - back))) }
    case .handOver: stage.play { $0.directed(.handOver(Transfer(reason: .callerWish))) }
    case .close: stage.play { $0.directed(.close) }
    case .pass(let seconds): stage.pass(.seconds(Int64(seconds)))
    case .lost: stage.play { $0.lost() }
    case .setUp:
      guard stage.reconnects == 1, !isUp, !hasLeft else { return }
      stage.setUp()
      isUp = stage.session.hearsCaller
    case .leave:
      stage.play { $0.leave(at: 0) }
      try check()
      hasLeft = true
    }
    try check()
  }

  /// Long after: nothing waits any more, every call has its result.
  mutating func end() throws {
    if active != nil { try play(.done("completed", calls: [])) }
    stage.play { $0.leave(at: 0) }
    try check()
    try require(stage.timers.isEmpty, "timers are left: \(stage.timers.keys)")
    try require(stage.isClosed, "the socket is left")
  }

  private static func call(_ id: String, kind: Int, next: Int) -> (String, String, String) {
    switch kind {
    case 0, 1: Provider.verdict(id, next, served: kind == 0)
    case 2: Provider.verdict(id, next - 1, served: false)
    case 3: Provider.verdict(id, 9999, served: true)
    case 4: (id, "transfer", #"{"department":null,"reason":"caller_wish"}"#)
    case 5: (id, "report_outcome", "{\"attempt\":")
    case 6: (id, "no_request", "{}")
    default: (id, "stranger", "{}")
    }
  }

  private mutating func check() throws {
    let (sent, told) = (stage.sent.map(\.event), stage.told)
    (stage.sent, stage.told) = ([], [])
    if stage.reconnects == 1, !stage.session.hearsCaller || stage.isClosed {
      // The old session is gone with all it knew.
      (active, last, item, audio, isUp, openCalls) = (nil, nil, nil, [:], false, [])
    }
    for event in sent { try check(event) }
    for event in told { try check(event) }
  }

  private mutating func check(_ event: ClientEvent) throws {
    try require(!hasLeft, "sent after the leaving")
    switch event {
    case .updateSession, .clearInput: break
    case .createResponse: try require(active == nil, "a response was asked for while one is active")
    case .cancelResponse(let id): try require(active == nil || id == active, "another response was cancelled")
    case .truncate(let item, let milliseconds):
      try require((0...(audio[item] ?? -1) / 8).contains(milliseconds), "truncated beyond the audio")
    case .createItem(let item):
      guard case .string(let call)? = item["call_id"] else { return }
      try require(openCalls.contains(call), "a result for no call")
      try require(answeredCalls.insert(call).inserted, "two results for one call")
    }
  }

  private mutating func check(_ event: ReceptionistEvent) throws {
    try require(!hasLeft, "told after the leaving")
    switch event {
    case .judged(let attempt, _):
      judged += 1
      try requireEqual(attempt.number, judged, "attempts are numbered without a gap")
      try require(judged <= committed.count + keys, "one new attempt a turn at most")
    case .heard(let text) where text.hasPrefix("u"):
      heard.append(text)
      let order = heard.compactMap(committed.firstIndex(of:))
      try require(order.count == heard.count && zip(order, order.dropFirst()).allSatisfy(<), "out of order")
    case .answered(let wait): try require(wait.total >= .zero)
    case .failed:
      try require(failures + finishes == 0, "failed after an end")
      failures += 1
    case .finished:
      try require(finishes == 0, "finished twice")
      finishes += 1
    default: break
    }
  }
}
