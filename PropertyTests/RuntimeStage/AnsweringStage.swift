import CallRuntime
import Logging
import MediaBridge
import NIOCore
import NIOEmbedded
public import VoiceCore

/// One call whose receptionists stand in for each other, in simulated time: the real bridge and chain between a caller who is frames of
/// 20 ms and members that say what a script says, when it says so. All on one thread.
public final class AnsweringStage {
  /// A reply of a member.
  public struct Reply: Equatable, Sendable {
    /// How long after the end of the caller's speech, or after having joined; `nil` is never.
    public let after: Duration?
    public let length: Duration
    /// Whether its end is told; otherwise it stalls after that length.
    public let isComplete: Bool

    /// A reply like that.
    public init(after: Duration?, length: Duration, isComplete: Bool) {
      self.after = after
      self.length = length
      self.isComplete = isComplete
    }
  }

  /// How a member comes into a call that goes on.
  public enum Joining: Equatable, Sendable {
    case joins(after: Duration)
    case fails(after: Duration)
    case never
  }

  /// One member of the chain.
  public struct Script: Equatable, Sendable {
    public let joining: Joining
    /// What it says when it has joined.
    public let greeting: Reply
    /// What it says to each of the caller's turns, counted round.
    public let replies: [Reply]

    /// A member like that.
    public init(joining: Joining, greeting: Reply, replies: [Reply]) {
      self.joining = joining
      self.greeting = greeting
      self.replies = replies
    }
  }

  /// What begins to reach the caller's ear, or is told.
  public enum Event: Equatable, Sendable {
    case filler
    /// A member's audio, after something else or silence.
    case member(Int)
    case lastPrompt
    case failed
  }

  /// The length of the prompts.
  public static let promptLength: Duration = .milliseconds(600)
  /// One frame.
  public static let tick: Duration = .milliseconds(20)

  private let loop = EmbeddedEventLoop()
  private let ear: Ear
  private let actors: [ActingReceptionist]
  private let bridge: Bridge
  private let log = EventLog()
  /// Since the call was joined.
  public private(set) var elapsed: Duration = .zero

  /// A call that the first member has joined.
  public init(_ scripts: [Script], rule: AnswerWatch.Rule) {
    let (loop, log) = (loop, log)
    ear = Ear(loop, log)
    let actors = scripts.indices.map { ActingReceptionist($0, scripts[$0], on: loop) }
    self.actors = actors
    let seated: (Int) -> ChainLeg.Seated = { index in
      ChainLeg.Seated(
        index: index,
        seat: ReceptionistSeat(leg: NIOLoopBound(actors[index] as any ReceptionistLeg, eventLoop: loop)) { _ in }
      ) { _ in }
    }
    let leg = ChainLeg(
      ReceptionistBrief(company: "Acme", language: .english, knowledge: [], departments: []),
      members: scripts.indices.map { .init(name: "\($0)", hearsSpeech: true) },
      prompts: Prompts(
        oneMoment: Prompts.Prompt(text: "One moment", chunks: [Voice.filler.chunk(Self.promptLength)]),
        cannotGoOn: Prompts.Prompt(text: "I can't", chunks: [Voice.lastPrompt.chunk(Self.promptLength)]), in: .english),
      rule: rule, on: loop, log: Logger(label: "stage") { _ in SwiftLogNoOpLogHandler() },
      tell: { if case .failed = $0 { log.add(.failed) } },
      join: { index, _, leg in
        let task: Scheduled<Void>?
        switch scripts[index].joining {
        case .joins(let delay):
          task = loop.assumeIsolated().scheduleTask(in: TimeAmount(delay)) { leg.seated(seated(index)) }
        case .fails(let delay):
          task = loop.assumeIsolated().scheduleTask(in: TimeAmount(delay)) { leg.missing(index) }
        case .never: task = nil
        }
        return { task?.cancel() }
      })
    leg.begin(with: seated(0))
    bridge = Bridge(caller: ear, receptionist: leg) { _ in }
    bridge.open()
  }

  /// What happened so far, with its moment.
  public var events: [(at: Duration, event: Event)] { log.events }

  /// The caller speaks for so long; then the provider of whoever listens knows of it.
  public func speak(_ length: Duration) {
    pass(length, sound: Voice.loud)
    for actor in actors { actor.callerFinished() }
  }

  /// The caller is silent for so long.
  public func wait(_ length: Duration) { pass(length, sound: Voice.silence) }

  /// The caller hangs up; the answer is whether nobody was left at the line.
  public func hangUp() -> Bool {
    bridge.callerLeft(.stopped)
    return actors.allSatisfy { !$0.isJoined }
  }

  private func pass(_ length: Duration, sound: UInt8) {
    let frame = Voice.chunk(of: sound, bytes: AudioChunk.bytesPerFrame)
    let end = elapsed + length
    while elapsed < end {
      elapsed += Self.tick
      log.now = elapsed
      loop.advanceTime(by: TimeAmount(Self.tick))
      ear.listen()
      bridge.callerSpoke(frame, at: Int(elapsed / .milliseconds(1)))
    }
  }
}

/// What was heard and told, with its moment.
private final class EventLog {
  var now: Duration = .zero
  private(set) var events: [(at: Duration, event: AnsweringStage.Event)] = []

  func add(_ event: AnsweringStage.Event) { events.append((now, event)) }
}

/// Sounds that can be told from each other by their codes.
private enum Voice: Equatable {
  case filler, lastPrompt
  case member(Int)

  static let loud: UInt8 = 0x00
  static let silence: UInt8 = 0xFF

  private var code: UInt8 {
    switch self {
    case .filler: 1
    case .lastPrompt: 2
    case .member(let index): UInt8(16 + index)
    }
  }

  init(_ chunk: AudioChunk) {
    // The first base64 letter is the code's upper six bits, the second one begins with its lower two.
    let letters = Array(chunk.base64.readableBytesView.prefix(4))
    self =
      [.filler, .lastPrompt, .member(0), .member(1), .member(2)]
      .first { Array($0.chunk(.milliseconds(1)).base64.readableBytesView.prefix(4)) == letters } ?? .filler
  }

  var event: AnsweringStage.Event {
    switch self {
    case .filler: .filler
    case .lastPrompt: .lastPrompt
    case .member(let index): .member(index)
    }
  }

  func chunk(_ length: Duration) -> AudioChunk { Self.chunk(of: code, bytes: Int(length / .microseconds(125))) }

  static func chunk(of code: UInt8, bytes: Int) -> AudioChunk {
    AudioChunk(base64: Base64.encode(Array(repeating: code, count: bytes)), byteCount: bytes)
  }
}

/// The caller's ear: plays what it is given in its own time, and returns marks as it passes them.
private final class Ear: CallerLeg {
  private enum Entry {
    case audio(Voice, bytes: Int)
    case mark(PlaybackMark)
  }

  let eventLoop: any EventLoop
  private let log: EventLog
  private var queue: [Entry] = []
  private var listener: (any CallerLegListener)?
  private var hears: Voice?

  init(_ loop: EmbeddedEventLoop, _ log: EventLog) {
    eventLoop = loop
    self.log = log
  }

  var isWritable: Bool { true }
  func attach(_ listener: any CallerLegListener) { self.listener = listener }
  func play(_ chunk: AudioChunk) { queue.append(.audio(Voice(chunk), bytes: chunk.byteCount)) }
  func mark(_ mark: PlaybackMark) { queue.append(.mark(mark)) }
  func leave(_ departure: LegDeparture) {}

  func clear() {
    let flushed = queue
    queue = []
    for case .mark(let mark) in flushed { listener?.callerHeard(mark) }
  }

  /// One tick passes.
  func listen() {
    var left = AudioChunk.bytesPerFrame
    var heard: Voice?
    while let first = queue.first {
      switch first {
      case .mark(let mark):
        queue.removeFirst()
        listener?.callerHeard(mark)
      case .audio(let voice, let bytes):
        guard left > 0 else { return note(heard) }
        if voice != hears, heard != voice { log.add(voice.event) }
        heard = voice
        hears = voice
        let played = min(bytes, left)
        left -= played
        if played == bytes { queue.removeFirst() } else { queue[0] = .audio(voice, bytes: bytes - played) }
      }
    }
    note(heard)
  }

  private func note(_ heard: Voice?) { hears = heard }
}

/// A member that acts by its script.
private final class ActingReceptionist: ReceptionistLeg {
  private let index: Int
  private let script: AnsweringStage.Script
  private let loop: EmbeddedEventLoop
  private weak var floor: (any Floor)?
  private var turn = 0
  private var reply: Scheduled<Void>?
  private(set) var isJoined = false

  init(_ index: Int, _ script: AnsweringStage.Script, on loop: EmbeddedEventLoop) {
    self.index = index
    self.script = script
    self.loop = loop
  }

  func callerFinished() {
    defer { turn += 1 }
    if isJoined, !script.replies.isEmpty { give(script.replies[turn % script.replies.count]) }
  }

  func join(_ floor: any Floor) {
    self.floor = floor
    isJoined = true
    give(script.greeting)
  }

  private func give(_ reply: AnsweringStage.Reply) {
    self.reply?.cancel()
    guard let delay = reply.after else { return }
    self.reply = loop.assumeIsolated().scheduleTask(in: TimeAmount(delay)) { [weak self] () -> Void in
      guard let self, let floor else { return }
      floor.say(Voice.member(index).chunk(reply.length))
      if reply.isComplete { _ = floor.mark() }
    }
  }

  func callerSpoke(_ chunk: AudioChunk, at milliseconds: Int) {}
  func callerPressed(_ key: Character) {}
  func callerHeard(_ mark: PlaybackMark) {}
  func callerBrokeIn(at position: Int) { reply?.cancel() }
  func callerFellSilent() {}
  func lostFloor(at position: Int) { reply?.cancel() }
  func gotFloor() { callerFinished() }

  func leave(at position: Int) {
    reply?.cancel()
    (isJoined, floor) = (false, nil)
  }
}
