import Generators
import PropertyTesting
import Synchronization
import VoiceCore

extension VerifiedProperty {
  /// specs/P21-automatic-transcription.md
  static let p21AutomaticTranscription = VerifiedProperty(
    number: 21, title: "Automatic Transcription",
    core: {
      Property(
        21, "Automatic Transcription", for: .spokenScript, labels: { $0.kinds.sorted() },
        coverage: [
          Coverage("card", atLeast: 30), Coverage("split card", atLeast: 3), Coverage("code", atLeast: 10),
          Coverage("number", atLeast: 20), Coverage("words", atLeast: 5), Coverage("pairs", atLeast: 5),
          Coverage("keys", atLeast: 5), Coverage("foreign digits", atLeast: 5),
        ]
      ) { script in
        let redaction = WordRedaction()
        let said = script.lines.map(\.said)
        let kept = redaction.redacted(said)
        try requireEqual(kept, script.lines.map(\.kept), "cards and their codes go, and nothing else")
        try requireEqual(redaction.redacted(kept), kept, "redacting twice is redacting once")
        try require(
          zip(said, kept).allSatisfy { $1.count <= 8 * $0.count }, "nothing grows beyond its bound")
      }
    },
    store: { source in
      Property(21, "Automatic Transcription", for: .talkedCall, labels: P21.labels, coverage: P21.coverage) { talk in
        let bench = try await TalkBench(try await source.make())
        try await bench.live(talk)
        try await bench.settle(crashing: talk.crashes)
        let (call, transcript) = try await bench.kept()
        let told = try await bench.told()
        try requireEqual(
          transcript.status, talk.expectedStatus, "each call that is over has its transcript, or says why not")
        try requireEqual(transcript.reason, talk.expectedReason, "and the reason is the true one")
        try requireEqual(
          transcript.utterances.map { P21.line($0.speaker, $0.text) }, talk.expectedLines,
          "both parties, in the order in which they spoke, without cards and codes")
        let moments = transcript.utterances.map(\.at)
        try requireEqual(moments, moments.sorted(), "in time order")
        try requireEqual(told.last, call.transcript, "what is told last is how it is")
        try requireEqual(Set(told.map { "\($0)" }).count, told.count, "nothing is told twice")
        try await bench.settle(crashing: 0)
        let (toldAgain, keptAgain) = (try await bench.told(), try await bench.kept().transcript)
        try requireEqual(toldAgain, told, "following again tells nothing new")
        try requireEqual(keptAgain, transcript, "nor changes anything")
      }
    })
}

/// A call in which somebody talks, and how it is written down.
private struct TalkedCall: Equatable, Sendable {
  /// What became of the caller's words.
  enum Hearing: Equatable, Sendable, CaseIterable {
    case understood, inaudible
    /// The store was away for all of them.
    case lost
    /// The caller said nothing, and heard nothing.
    case silent
  }

  let script: SpokenScript
  let hearing: Hearing
  /// How many utterances are kept in one commit.
  let batch: Int
  /// After so many commits the call ends; what comes later is kept all the same.
  let end: Int
  /// The follower sees the call's end before what comes later.
  let isFollowedAtOnce: Bool
  /// How often the follower dies after its work and before it is known that it was done.
  let crashes: Int

  var spoken: [(speaker: Utterance.Speaker, said: String, kept: String)] {
    switch hearing {
    case .lost, .silent: []
    case .understood, .inaudible:
      script.lines.enumerated().flatMap { index, line in
        [
          hearing == .inaudible
            ? (.caller, Utterance.inaudible, Utterance.inaudible) : (.caller, line.said, line.kept),
          (.receptionist, "Go on, \(index).", "Go on, \(index)."),
        ]
      }
    }
  }

  var expectedLines: [String] { spoken.map { P21.line($0.speaker, $0.kept) } }

  var expectedStatus: Transcript.Status {
    switch hearing {
    case .understood: .final
    case .inaudible, .lost: .unavailable
    case .silent: .none
    }
  }

  var expectedReason: Transcript.Reason? {
    switch hearing {
    case .understood, .silent: nil
    case .inaudible: .notTranscribed
    case .lost: .wordsLost
    }
  }
}

extension Gen where Value == TalkedCall {
  fileprivate static var talkedCall: Gen {
    gen { source in
      TalkedCall(
        script: try source.draw(.spokenScript),
        hearing: try source.draw(.element(of: [.understood, .understood, .understood, .inaudible, .lost, .silent])),
        batch: try source.draw(.int(1...3)), end: try source.draw(.int(0...6)),
        isFollowedAtOnce: try source.draw(.bool), crashes: try source.draw(.int(0...2)))
    }
  }
}

private enum P21 {
  static let coverage = [
    Coverage("understood", atLeast: 30), Coverage("inaudible", atLeast: 8), Coverage("lost", atLeast: 8),
    Coverage("silent", atLeast: 8), Coverage("words after the end", atLeast: 20),
    Coverage("a follower dies", atLeast: 30),
    Coverage("split card", atLeast: 2),
  ]

  /// Who said what. Of a card that isn't complete yet the beginning may be taken for the code of another: one mark, or several in a
  /// row with what stands between them, are one.
  static func line(_ speaker: Utterance.Speaker, _ text: String) -> String {
    let breaths: Set<Substring> = ["uh", "and", "then"]
    var words: [Substring] = []
    for word in text.split(separator: " ") where word.contains(where: { $0.isLetter || $0.isNumber }) {
      let word = word.contains("[card]") || word.contains("[code]") ? "[card]" : word
      if breaths.contains(word) || word == "[card]" && words.last == word { continue }
      words.append(word)
    }
    return "\(speaker): \(words.joined(separator: " "))"
  }

  static let labels: @Sendable (TalkedCall) -> [String] = { talk in
    var labels = ["\(talk.hearing)"]
    if talk.end * talk.batch < talk.spoken.count { labels.append("words after the end") }
    if talk.crashes > 0 { labels.append("a follower dies") }
    if talk.script.kinds.contains("split card"), talk.hearing == .understood { labels.append("split card") }
    return labels
  }
}

/// A call in a store, and the use cases that write it down.
private struct TalkBench {
  private let store: any ErasableStore
  private let time = ManualTime()
  private let place: CallPlace

  init(_ store: any ErasableStore) async throws {
    self.store = store
    let plan = TestTenant.plan(1)
    try await ProvisionTenant(store: store)(plan)
    let call = TestTenant.call(1, of: 1, at: time.now())
    place = CallPlace(tenant: plan.tenant.id, call: call.id)
    let facts: [Call.Fact] = [.started, .rang, .answered(at: time.now()), .streamJoined(1)]
    let now = time.now()
    try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in
      var answered = call
      answered.evolve(facts)
      try await scope.save(answered, facts: facts, intentions: [], at: now)
    }
  }

  /// The whole call, and its follower.
  func live(_ talk: TalkedCall) async throws {
    let notes = talk.spoken.map { DialogueNote.spoken(Utterance($0.speaker, $0.said, at: time.now())) }
    let keep = KeepNotes(store: store, time: time)
    if talk.hearing != .silent {
      // The caller said something, for it was judged.
      _ = try await AdvanceConversation(store: store, time: time)(.judged(Attempt.ID(1), .served), in: place)
    }
    let batches = stride(from: 0, to: notes.count, by: talk.batch).map {
      Array(notes[$0..<min($0 + talk.batch, notes.count)])
    }
    for batch in batches.prefix(talk.end) { try await keep(batch, in: place) }
    _ = try await EndCall(store: store, time: time)(.id(place.call), of: place.tenant, because: .hungUp)
    if talk.isFollowedAtOnce { try await settle(crashing: 0) }
    for batch in batches.dropFirst(talk.end) { try await keep(batch, in: place) }
  }

  /// Follows the log to its end, with a follower that dies so often.
  func settle(crashing crashes: Int) async throws {
    let follower = DyingFollower(FinishTranscripts(store: store, time: time), crashes: crashes)
    let follow = FollowLog(store: store, follower: follower)
    var progress = FollowLog.Progress()
    for _ in 0...(crashes + 1) {
      progress = await follow(progress, at: time.now())
      time.advance(by: FollowLog.longestRest)
    }
    try require(progress.failure == nil && progress.behind.isEmpty, "the follower has come to the log's end")
  }

  func kept() async throws -> (call: Call, transcript: Transcript) {
    let found = try await store.read(for: place.tenant) { scope throws(StoreFailure) -> (Call, Transcript)? in
      guard let call = try await scope.call(place.call) else { return nil }
      return (call, Transcript(of: call, try await scope.transcript(of: place.call)))
    }
    guard let found else { throw RequirementFailure("the call is there", fileID: #fileID, line: #line) }
    return found
  }

  /// What the log tells of the transcript.
  func told() async throws -> [Transcript.Fact] {
    try await store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.facts(of: place.call)
    }.compactMap { if case .transcript(let fact) = $0.fact { fact } else { nil } }
  }
}

/// A follower that does its work and then dies, so many times.
private final class DyingFollower: LogFollower {
  let name: FollowerName
  private let follower: any LogFollower
  private let left: Mutex<Int>

  init(_ follower: any LogFollower, crashes: Int) {
    name = follower.name
    self.follower = follower
    left = Mutex(crashes)
  }

  func begin(with tenant: Tenant.ID) async throws(FollowFailure) { try await follower.begin(with: tenant) }

  func follow(_ facts: [LoggedFact], of tenant: Tenant.ID) async throws(FollowFailure) {
    try await follower.follow(facts, of: tenant)
    let dies = left.withLock { left in
      defer { left = max(0, left - 1) }
      return left > 0
    }
    if dies { throw .notHandled }
  }
}
