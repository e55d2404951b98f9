import Foundation
import PropertyTesting
import Simulators
import Synchronization
import Testing
import VoiceCore
import VoiceCoreCommand

extension EndToEnd {
  /// The promises about spoken calls, on a live server between two strict simulators: one generated call a case.
  @Suite("The laws on spoken calls, on a live server")
  struct SpokenLawTests {
    @Test("Feature: voicecore-ai, Properties 6, 16, 30 and 31 on a live server")
    func p06p16p30p31SpokenCalls() async throws {
      let script = Mutex(RealtimeAIScript(turns: []))
      let ai = RealtimeAIConfiguration(
        apiKey: LiveServer.realtimeKey, behaviour: { _ in .script(script.withLock { $0 }) },
        voice: { Spoken.audio($0) }, pace: SpeakingPace(speed: 0))
      try await LiveServer.run(with: ai) { server in
        let property = Property(
          16, "External Service Integration", for: .spokenCall, labels: SpokenCall.labels,
          coverage: SpokenCall.coverage
        ) { call in
          script.withLock { $0 = call.script }
          let sessions = server.ai?.reports.count ?? 0
          let report = await server.carrier.place(call.carrierScript)
          try await server.until { try await server.record(report) != nil && server.ai?.liveSessions == 0 }
          let session = try unwrap(server.ai?.reports.dropFirst(sessions).first, "the realtime AI had a session")
          let record = try unwrap(try await server.record(report), "the call has its record")
          try Law.protocols(report, session)
          try Law.transfer(call, report, record)
          let transcript = try await server.transcript(report)
          try Law.order(call, transcript)
          try Law.bargeIn(call, report, session, transcript)
        }
        let seed = UInt64((ProcessInfo.processInfo.environment["VOICECORE_SEED"] ?? "").prefix(16), radix: 16) ?? 1
        let report = await check(property, RunSettings(cases: 100, seed: seed, maximumShrinkEvaluations: 40))
        #expect(report.passed, "\(report.text())")
      }
    }
  }
}

/// A caller's requests, each with the model's verdict on it, and what happens while its answer is heard.
struct SpokenCall: Equatable, Sendable {
  enum Disturbance: Equatable, Sendable {
    case none
    /// A cough of so many milliseconds, 300 at most.
    case burst(Int)
    /// The next request comes while this answer is heard.
    case nextBreaksIn
  }

  struct Request: Equatable, Sendable {
    let verdict: Verdict
    let disturbance: Disturbance
    /// When the provider's transcript of it comes: among the response's events, before or behind them, or as a failure.
    let transcript: RealtimeAIFault.Transcription?
  }

  /// Property 6 says so; not read from the code that it judges.
  static let failuresBeforeTransfer = 3

  let requests: [Request]

  /// How many of the requests are heard: none after the third failure.
  var heard: Int {
    var failures = 0
    for (index, request) in requests.enumerated() {
      failures += request.verdict == .failed ? 1 : 0
      if failures == Self.failuresBeforeTransfer { return index + 1 }
    }
    return requests.count
  }

  var failures: Int { requests.prefix(heard).count { $0.verdict == .failed } }
  var isTransferred: Bool { failures == Self.failuresBeforeTransfer }

  static func words(_ index: Int) -> String { "Request \(index + 1)" }
  /// Long enough to be broken into, and told apart by its first words and by its last.
  static func answer(_ index: Int) -> String {
    "Answer \(index + 1) is long enough to be heard as number \(ending(index))"
  }
  static func ending(_ index: Int) -> String { "\(index + 1)." }

  /// What the transcript must tell of the caller.
  var callerLines: [String] {
    (0..<heard).map { requests[$0].transcript == .failed ? "[inaudible]" : Self.words($0) }
  }

  var script: RealtimeAIScript {
    RealtimeAIScript(
      turns: requests.enumerated().map { index, request in
        .init(
          heardAs: Self.words(index), says: Self.answer(index),
          calls: [.outcome(served: request.verdict == .served)],
          faults: request.transcript.map { [.transcription($0)] } ?? [])
      })
  }

  var carrierScript: CallScript {
    var steps: [CallScript.Step] = [.waitForSilence]
    for (index, request) in requests.prefix(heard).enumerated() {
      steps.append(.say)
      switch request.disturbance {
      case .none: steps.append(.waitForSilence)
      case .burst(let milliseconds):
        steps += [.wait(.milliseconds(500)), .speak(Spoken.voice(milliseconds: milliseconds)), .waitForSilence]
      case .nextBreaksIn:
        steps.append(index + 1 < requests.count ? .wait(.milliseconds(500)) : .waitForSilence)
      }
    }
    // Who is handed over stays on the line; the others stay for the provider's last transcript, a fifth of a second.
    return .spoken(steps + (isTransferred ? [] : [.wait(.seconds(4)), .hangUp]), pace: .times(12))
  }

  /// Whether the caller breaks into the answer to this request.
  func isBrokenInto(_ index: Int) -> Bool {
    requests[index].disturbance == .nextBreaksIn && index + 1 < requests.count
  }

  static let coverage = [
    Coverage("third failure", atLeast: 10), Coverage("cough", atLeast: 20), Coverage("breaks in", atLeast: 20),
    Coverage("odd transcript", atLeast: 20),
  ]

  static let labels: @Sendable (SpokenCall) -> [String] = { call in
    var labels: [String] = []
    if call.isTransferred { labels.append("third failure") }
    let disturbances = call.requests.prefix(call.heard).map(\.disturbance)
    if disturbances.contains(where: { if case .burst = $0 { true } else { false } }) { labels.append("cough") }
    if call.requests.prefix(call.heard).contains(where: { $0.transcript != nil }) { labels.append("odd transcript") }
    if call.requests.indices.prefix(call.heard).contains(where: call.isBrokenInto) { labels.append("breaks in") }
    return labels
  }
}

extension Gen where Value == SpokenCall {
  /// One to five requests, more of them failing than not.
  static var spokenCall: Gen {
    Gen<[SpokenCall.Request]>.array(
      of: zip(
        Gen<Verdict>.element(of: [.failed, .failed, .failed, .served]),
        .weighted([
          (3, .just(SpokenCall.Disturbance.none)),
          (2, Gen<Int>.int(3...15).map { .burst($0 * 20) }),
          (2, .just(.nextBreaksIn)),
        ]),
        .element(of: [nil, nil, .before, .after, .failed])
      ).map { SpokenCall.Request(verdict: $0, disturbance: $1, transcript: $2) }, count: 1...5
    ).map { SpokenCall(requests: $0) }
  }
}

/// What the law asks of one call.
private enum Law {
  /// Property 16: nothing illegal was sent to either side, and nothing is owed.
  static func protocols(_ report: CallReport, _ session: RealtimeSessionReport) throws {
    try require(report.violations.isEmpty, "the carrier found: \(report.violations)")
    try require(session.graveViolations.isEmpty, "the realtime AI found: \(session.graveViolations)")
    try requireEqual(session.early, [], "nothing is said before the session is set up")
    try requireEqual(session.unansweredCalls.map(\.name), [], "each tool call has its result")
  }

  /// Property 6: the transfer comes at exactly the third failure.
  static func transfer(_ call: SpokenCall, _ report: CallReport, _ record: CallDetailRecord) throws {
    try requireEqual(record.failedAttempts, call.failures, "failed attempts")
    try requireEqual(record.transfer?.reason, call.isTransferred ? .attemptsExhausted : nil, "the transfer")
    try requireEqual(report.dialled.count, call.isTransferred ? 1 : 0, "persons that were rung")
  }

  /// Property 30: each of the caller's utterances once, in order.
  static func order(_ call: SpokenCall, _ transcript: [String]) throws {
    try requireEqual(
      transcript.filter { $0.hasPrefix("Request") || $0 == "[inaudible]" }, call.callerLines, "what the caller said")
  }

  /// Property 31: a cough takes nothing away, who breaks in is listened to, and the history says what was played.
  static func bargeIn(
    _ call: SpokenCall, _ report: CallReport, _ session: RealtimeSessionReport, _ transcript: [String]
  ) throws {
    for truncation in session.truncations {
      try require(truncation.audioEndMs <= truncation.sentMs, "no more is remembered than was sent")
    }
    // The answer before a hand-over is cut by it, whatever the caller does.
    let answers = 0..<(call.isTransferred ? call.heard - 1 : call.heard)
    try requireEqual(
      session.truncations.count, answers.count(where: call.isBrokenInto) + (call.isTransferred ? 1 : 0),
      "what was broken into is cut, and nothing else")
    let heard = report.heardText
    for index in answers {
      let answer = SpokenCall.answer(index)
      let beginning = answer.prefix { $0 != "i" }
      let told = transcript.filter { $0.hasPrefix(beginning) }
      if call.isBrokenInto(index) {
        try require(told.count == 1 && told[0].hasSuffix(" …"), "answer \(index + 1) is told as cut: \(told)")
        try require(heard.contains(told[0].dropLast(2)), "no more is told than was heard: \(told)")
        try require(!heard.contains(answer), "answer \(index + 1) was cut")
      } else {
        try requireEqual(told, [answer], "answer \(index + 1) is told")
        try require(heard.contains("number \(SpokenCall.ending(index))"), "answer \(index + 1) is heard to its end")
        if call.requests[index].disturbance == .none {
          try require(heard.contains(answer), "answer \(index + 1) is heard as a whole")
        }
      }
    }
  }
}

private func unwrap<Value>(_ value: Value?, _ what: String) throws -> Value {
  try require(value != nil, what)
  guard let value else { throw StoreFailure.notFound }
  return value
}
