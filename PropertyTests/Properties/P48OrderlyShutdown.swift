import Generators
import MediaBridge
import PropertyTesting
import RuntimeStage
import Synchronization
import VoiceCore

extension VerifiedProperty {
  /// specs/P48-orderly-shutdown.md
  static let p48OrderlyShutdown = VerifiedProperty(
    number: 48, title: "Orderly shutdown", core: nil,
    store: { source in
      Property(48, "Orderly shutdown", for: .shutdown, labels: P48.labels, coverage: P48.coverage) { shutdown in
        try await Stage(over: try await source.make()).open { stage in
          try await P48.play(shutdown, on: stage)
        }
      }
    })
}

/// A node with calls that is told to stop.
private struct Shutdown: Equatable, Sendable {
  /// How a call stands when the node is told, and what its caller does then.
  enum Course: Equatable, Sendable, CaseIterable {
    /// The talk goes on for as long as it may.
    case talksOn
    /// The caller hangs up in time.
    case hangsUp
    /// The receptionist hands over, and says the last word about it in time.
    case handsOver
    /// The same, but she never comes to an end.
    case handsOverForEver
    /// The stream broke a moment ago.
    case isCut

    /// Whether the drain finds it at its end.
    var lasts: Bool { self == .talksOn || self == .handsOverForEver || self == .isCut }
  }

  struct Talk: Equatable, Sendable {
    let course: Course
    /// What was heard and isn't stored yet.
    let heard: Int
    /// Whether the carrier asks another node what is next; this one when there is no other.
    let asksAnother: Bool
  }

  let talks: [Talk]
  /// Seconds for calls to finish; fewer than the carrier may take to bring back a stream that broke.
  let limit: Int
  /// A call that begins meanwhile.
  let lateCall: Bool
  /// A call that was announced before, and whose stream comes too late.
  let lateStream: Bool
  /// The carrier's questions get lost.
  let nobodyAsks: Bool
}

extension Gen where Value == Shutdown {
  fileprivate static var shutdown: Gen {
    gen { source in
      Shutdown(
        talks: try source.draw(.array(of: talk, count: 0...5)), limit: try source.draw(.int(1...10)),
        lateCall: try source.draw(.bool(probability: 0.5)), lateStream: try source.draw(.bool(probability: 0.5)),
        nobodyAsks: try source.draw(.bool(probability: 0.2)))
    }
  }

  private static var talk: Gen<Shutdown.Talk> {
    zip(
      Gen<Shutdown.Course>.element(of: Shutdown.Course.allCases), Gen<Int>.int(0...3),
      Gen<Bool>.bool(probability: 0.5)
    ).map { Shutdown.Talk(course: $0, heard: $1, asksAnother: $2) }
  }
}

private enum P48 {
  static let coverage = [
    Coverage("talks on", atLeast: 20), Coverage("hands over", atLeast: 20), Coverage("hangs up", atLeast: 20),
    Coverage("is cut", atLeast: 20), Coverage("something unstored", atLeast: 40),
    Coverage("asks this node", atLeast: 5),
    Coverage("late stream", atLeast: 20), Coverage("nobody asks", atLeast: 5),
  ]

  static let labels: @Sendable (Shutdown) -> [String] = { shutdown in
    var labels: Set<String> = []
    for talk in shutdown.talks {
      switch talk.course {
      case .talksOn: labels.insert("talks on")
      case .hangsUp: labels.insert("hangs up")
      case .handsOver, .handsOverForEver: labels.insert("hands over")
      case .isCut: labels.insert("is cut")
      }
      if talk.heard > 0 { labels.insert("something unstored") }
      if talk.course == .talksOn, !talk.asksAnother, !shutdown.nobodyAsks { labels.insert("asks this node") }
    }
    if shutdown.lateStream { labels.insert("late stream") }
    if shutdown.nobodyAsks { labels.insert("nobody asks") }
    return labels.sorted()
  }

  /// A call that has begun.
  private struct Running: Sendable {
    let number: Int
    let talk: Shutdown.Talk
    let leg: FakeLeg
    let place: CallPlace

    var words: [String] { (0..<talk.heard).map { "word \($0) of call \(number)" } }
  }

  static func play(_ shutdown: Shutdown, on stage: Stage) async throws {
    var calls: [Running] = []
    for (index, talk) in shutdown.talks.enumerated() {
      let (leg, place) = try await stage.arrive(index + 1)
      try await wait("a stream is joined") { leg.isAttached }
      let call = Running(number: index + 1, talk: talk, leg: leg, place: place)
      calls.append(call)
      try await begin(call, on: stage)
    }
    let late = shutdown.lateStream ? try await stage.announce(90) : nil

    let isDrained = Mutex(false)
    let limit = Duration.seconds(shutdown.limit)
    async let drained: Void = {
      await stage.drain(within: limit)
      isDrained.withLock { $0 = true }
    }()

    // What comes too late.
    try await wait("no stream is taken any more") {
      try await !stage.bring(FakeLeg(stage.loop), token: "of nobody")
    }
    if case .connect(let token, _) = late {
      let isTaken = try await stage.bring(FakeLeg(stage.loop), token: token, of: 90)
      try require(!isTaken, "nor one whose call was announced before")
    }
    if shutdown.lateCall {
      let answer = try await stage.announce(91, admission: P48.leaving)
      guard case .busy = answer else {
        throw RequirementFailure("a node that goes takes no new call: \(answer)", fileID: #fileID, line: #line)
      }
    }

    // Who finishes in time does so while the clock stands still, so that nobody need guess what was first.
    let staying = calls.filter(\.talk.course.lasts)
    for call in calls where call.talk.course == .hangsUp { call.leg.hear { $0.callerLeft(.stopped) } }
    for call in calls where call.talk.course == .handsOver { stage.receptionist.say(.finished, in: call.number - 1) }
    try await wait("calls may finish") { stage.sessions <= staying.count }
    for call in staying { try requireEqual(call.leg.departures, [], "nobody is cut off within the limit") }
    if !staying.isEmpty {
      // Each of them has a limit of its own to wait for, and the drain has one.
      await stage.time.waitForSleepers(staying.count + 1)
      stage.time.advance(by: limit + .milliseconds(100))
      try await wait("no session is left") { stage.sessions == 0 }
    }
    try await askWhatIsNext(calls, shutdown, on: stage)
    try await wait("the drain ends") {
      stage.time.advance(by: .milliseconds(100))
      return isDrained.withLock { $0 }
    }
    await drained
    for call in calls { try await check(call, on: stage) }
    try requireEqual(stage.telephony.hungUp, [], "nobody is hung up on")
  }

  private static let leaving = Admission { .draining }

  /// Lives through a call until the node is told.
  private static func begin(_ call: Running, on stage: Stage) async throws {
    switch call.talk.course {
    case .handsOver, .handsOverForEver:
      let before = stage.receptionist.directives.count
      stage.receptionist.say(.personWanted(.callerWish, nil), in: call.number - 1)
      try await wait("a hand-over is decided") { stage.receptionist.directives.count > before }
    case .talksOn, .hangsUp, .isCut: break
    }
    for word in call.words { stage.receptionist.say(.heard(word), in: call.number - 1) }
    if call.talk.course == .isCut {
      call.leg.hear { $0.callerLeft(.lost) }
      try await wait("what was heard is stored before the grace") {
        try await stage.transcript(of: call.place) == call.words
      }
    }
  }

  /// The carrier asks about each call that goes on, and is told how.
  private static func askWhatIsNext(_ calls: [Running], _ shutdown: Shutdown, on stage: Stage) async throws {
    guard !shutdown.nobodyAsks else { return }
    for call in calls where call.talk.course != .hangsUp {
      let next = try await stage.askWhatIsNext(call.number, admission: call.talk.asksAnother ? .open : leaving)
      switch (call.talk.course, next) {
      case (.handsOver, .dial), (.handsOverForEver, .dial): break
      case (.talksOn, .reconnect), (.isCut, .reconnect):
        try require(call.talk.asksAnother, "a node that goes opens no stream")
      case (.talksOn, .dial(_, let announcing, _)), (.isCut, .dial(_, let announcing, _)):
        try require(!call.talk.asksAnother, "another node goes on with the talk")
        try require(announcing != nil, "a caller is told who takes over")
      default:
        throw RequirementFailure(
          "call \(call.number) (\(call.talk.course)) doesn't go on: \(next)", fileID: #fileID, line: #line)
      }
    }
  }

  /// How a call stands when the node is gone.
  private static func check(_ call: Running, on stage: Stage) async throws {
    let kept = try await stage.call(call.place)
    switch call.talk.course {
    case .hangsUp: try agree(kept.ending?.cause, .hungUp, "a call that ended meanwhile ended by itself")
    case .talksOn, .handsOver, .handsOverForEver, .isCut:
      try agree(kept.ending?.cause, nil, "a call that doesn't finish in time goes on elsewhere")
      try agree(try await stage.live(call.place)?.holder, .carrier, "and the carrier has it")
    }
    try agree(try await stage.transcript(of: call.place), call.words, "what was heard is stored")
  }

  /// Looks again and again, for some seconds at most.
  private static func wait(
    _ law: String, file: String = #fileID, line: UInt = #line, until condition: @Sendable () async throws -> Bool
  ) async throws {
    for _ in 0..<5000 {
      if try await condition() { return }
      try await Task.sleep(for: .milliseconds(1))
    }
    throw RequirementFailure(law, fileID: file, line: line)
  }
}
