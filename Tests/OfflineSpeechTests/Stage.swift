import MediaBridge
import NIOCore
import NIOEmbedded
import OfflineSpeech
import Synchronization
import Testing
import VoiceCore

/// One receptionist with a fake voice on a fake floor.
final class Stage: Sendable {
  let department: Department.ID = Identifier(5)
  private let loop = NIOAsyncTestingEventLoop()
  private let floor = RecordingFloor()
  private let heard = Heard()
  private let seat: ReceptionistSeat<NIOLoopBound<any ReceptionistLeg>>
  private let saidBefore = Mutex(0)
  /// The entries that were told to be had by key alone.
  var leftToKeys: [KnowledgeEntry.ID] { spared.entries }
  private let spared = LeftToKeys()

  init(
    attemptsSoFar: Int = 0, isResumed: Bool = false, bytesPerCharacter: Int = 1, language: Language = .english,
    question: String = "our hours", recognizer: (any SpeechRecognizer)? = nil
  ) async throws {
    let number = try #require(PhoneNumber("+15550100300"))
    let brief = ReceptionistBrief(
      company: "Acme", language: language,
      knowledge: [KnowledgeEntry(id: Identifier(1), question: question, answer: "Nine to five.")],
      departments: [Department(id: department, name: "sales", number: number)], attemptsSoFar: attemptsSoFar,
      isResumed: isResumed)
    let receptionist = OfflineReceptionist(
      synthesizer: SpellingVoice(bytesPerCharacter: bytesPerCharacter), recognizer: recognizer
    ) { [spared] entries, _ in spared.add(entries) }
    seat = try await receptionist.join(brief, at: loop) { [heard] in heard.add($0) }
    try await onLoop { [floor] in $0.join(floor) }
  }

  /// What was told so far, without the latencies, which nobody can foretell.
  var told: [ReceptionistEvent] { heard.events.filter { if case .answered = $0 { false } else { true } } }
  /// What was said since the last key or directive.
  var said: [String] { Array(floor.said.dropFirst(saidBefore.withLock { $0 })) }
  var silences: Int { floor.silences }
  var menu: [String] { ["For our hours, press 1.", "For sales, press 2.", "To speak with a person, press 0."] }

  func press(_ key: Character, afterHearing bytes: Int = 0) async throws {
    remember()
    floor.heard(bytes)
    try await onLoop { $0.callerPressed(key) }
  }

  /// The caller talks over what is being said: it is lost, and its marks don't come.
  func breakIn(at position: Int = 0) async throws {
    remember()
    _ = floor.pendingMarks()
    try await onLoop { $0.callerBrokeIn(at: position) }
  }

  func takeOver(at position: Int) async throws {
    remember()
    _ = floor.pendingMarks()
    try await onLoop { $0.lostFloor(at: position) }
  }

  func handBack() async throws {
    remember()
    try await onLoop { $0.gotFloor() }
  }

  func leave(at position: Int) async throws { try await onLoop { $0.leave(at: position) } }

  /// So much time passes on the loop.
  func pass(_ time: TimeAmount) async throws { await loop.advanceTime(by: time) }

  func fallSilent() async throws {
    remember()
    try await onLoop { $0.callerFellSilent() }
  }

  func direct(_ directive: ReceptionistDirective) async throws {
    remember()
    seat.direct(directive)
    try await onLoop { _ in }
  }

  /// The caller speaks, and pauses; then what comes of it is awaited.
  func speak(_ utterance: [UInt8] = Voice.word) async throws {
    remember()
    for frame in Voice.frames(utterance + Voice.pause) { try await onLoop { $0.callerSpoke(frame, at: 0) } }
  }

  /// Until so many events were told.
  func until(told count: Int) async throws {
    while told.count < count {
      await Task.yield()
      try await onLoop { _ in }
    }
  }

  func hearAll() async throws {
    for mark in floor.pendingMarks() { try await onLoop { $0.callerHeard(mark) } }
  }

  private func remember() {
    let count = floor.said.count
    saidBefore.withLock { $0 = count }
  }

  private func onLoop(_ body: @escaping @Sendable (any ReceptionistLeg) -> Void) async throws {
    let leg = seat.leg
    try await loop.submit { body(leg.value) }.get()
  }
}

private final class LeftToKeys: Sendable {
  private let all = Mutex<[KnowledgeEntry.ID]>([])
  var entries: [KnowledgeEntry.ID] { all.withLock { $0 } }
  func add(_ entries: [KnowledgeEntry.ID]) { all.withLock { $0 += entries } }
}

private final class Heard: Sendable {
  private let all = Mutex<[ReceptionistEvent]>([])
  var events: [ReceptionistEvent] { all.withLock { $0 } }
  func add(_ event: ReceptionistEvent) { all.withLock { $0.append(event) } }
}

/// A voice whose audio is the text's bytes, each so many times.
private struct SpellingVoice: SpeechSynthesizer {
  let bytesPerCharacter: Int

  func speech(for text: String, in language: Language) async throws(SpeechFailure) -> Speech {
    Speech(text: text, muLaw: text.utf8.flatMap { Array(repeating: $0, count: bytesPerCharacter) })
  }
}

/// Remembers what was said; touched on the loop, looked at from anywhere.
private final class RecordingFloor: Floor, Sendable {
  private struct State {
    var said: [String] = []
    var silences = 0
    var heard = 0
    var marks: UInt32 = 0
    var pending: [PlaybackMark] = []
  }

  private let state = Mutex(State())
  var said: [String] { state.withLock { $0.said } }
  var silences: Int { state.withLock { $0.silences } }

  func say(_ chunk: AudioChunk) {
    let text = Base64.decode(chunk.base64).map { String(decoding: $0, as: UTF8.self) } ?? ""
    state.withLock { $0.said.append(text) }
  }

  func mark() -> PlaybackMark {
    state.withLock { state in
      state.marks += 1
      let mark = PlaybackMark(generation: UInt32(state.silences), number: state.marks)
      state.pending.append(mark)
      return mark
    }
  }

  func fallSilent() -> Int {
    state.withLock {
      $0.silences += 1
      $0.pending = []
      return $0.heard
    }
  }

  /// The caller heard so many bytes of all that was said.
  func heard(_ bytes: Int) { state.withLock { $0.heard = bytes } }

  func pendingMarks() -> [PlaybackMark] {
    state.withLock { state in
      defer { state.pending = [] }
      return state.pending
    }
  }
}
