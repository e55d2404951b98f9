import MediaBridge
import NIOCore
import NIOEmbedded
import OfflineSpeech
import Synchronization
import Testing
import VoiceCore

@Suite("The offline receptionist", .timeLimit(.minutes(1)))
struct OfflineReceptionistTests {
  @Test func `a caller is welcomed with the menu`() async throws {
    let stage = try await Stage()
    #expect(
      stage.said == [
        "Welcome to Acme.", "For our hours, press 1.", "For sales, press 2.", "To speak with a person, press 0.",
      ])
  }

  @Test func `a key with a meaning is judged served and answered once the core says so`() async throws {
    let stage = try await Stage()
    try await stage.press("1")
    #expect(stage.told == [.heard("[key 1]"), .judged(Attempt.ID(1), .served)])
    #expect(stage.said.isEmpty)
    try await stage.direct(.answer(Attempt.ID(1)))
    #expect(stage.said == ["Nine to five."])
  }

  @Test func `a key without a meaning is a failed attempt, and the menu comes again`() async throws {
    let stage = try await Stage()
    try await stage.press("7")
    #expect(stage.told == [.heard("[key 7]"), .judged(Attempt.ID(1), .failed)])
    try await stage.direct(.answer(Attempt.ID(1)))
    #expect(stage.said.first == "Sorry, that key has no meaning here.")
    #expect(stage.said.count == 4)
  }

  @Test func `a department's key and the zero ask for a person`() async throws {
    let stage = try await Stage()
    try await stage.press("2")
    try await stage.press("0")
    #expect(stage.told.contains(.personWanted(.callerWish, stage.department)))
    #expect(stage.told.contains(.personWanted(.callerWish, nil)))
  }

  @Test func `a hand-over is said to its end before it is finished, and keys are deaf from then on`() async throws {
    let stage = try await Stage()
    try await stage.direct(.handOver(Transfer(reason: .attemptsExhausted)))
    #expect(stage.said == ["I am connecting you with customer service. Please hold."])
    try await stage.press("1")
    #expect(!stage.told.contains(.finished))
    try await stage.hearAll()
    #expect(stage.told == [.said("I am connecting you with customer service. Please hold."), .finished])
  }

  @Test func `a key cuts the prompt short, and what wasn't heard doesn't count as said`() async throws {
    let stage = try await Stage()
    try await stage.press("*")
    #expect(stage.silences == 1)
    try await stage.hearAll()
    #expect(stage.told == [.heard("[key *]")] + stage.menu.map(ReceptionistEvent.said))
  }

  @Test func `a caller who talks over the menu hears it again once silent`() async throws {
    let stage = try await Stage()
    try await stage.breakIn()
    #expect(stage.said.isEmpty)
    try await stage.fallSilent()
    #expect(stage.said == stage.menu)
    try await stage.hearAll()
    #expect(stage.told == stage.menu.map(ReceptionistEvent.said), "the lost greeting doesn't count as said")
  }

  @Test func `whoever falls silent while an answer is on its way, or heard, gets no menu over it`() async throws {
    let stage = try await Stage()
    try await stage.press("1")
    try await stage.breakIn()
    try await stage.fallSilent()
    #expect(stage.said.isEmpty)
    try await stage.direct(.answer(Attempt.ID(1)))
    try await stage.fallSilent()
    #expect(stage.said.isEmpty)
  }

  @Test(arguments: [ReceptionistDirective.handOver(Transfer(reason: .attemptsExhausted)), .close])
  func `a caller who talks over the last words gets on without them, once`(last: ReceptionistDirective) async throws {
    let stage = try await Stage()
    try await stage.direct(last)
    try await stage.breakIn()
    #expect(stage.told == [.finished])
    try await stage.fallSilent()
    try await stage.breakIn()
    #expect(stage.told == [.finished] && stage.said.isEmpty)
  }

  @Test func `a resumed call goes on counting where it was`() async throws {
    let stage = try await Stage(attemptsSoFar: 2, isResumed: true)
    #expect(stage.said.first == "We were cut off. I am still here.")
    try await stage.press("9")
    #expect(stage.told.last == .judged(Attempt.ID(3), .failed))
  }
}

/// One receptionist with a fake voice on a fake floor.
private final class Stage: Sendable {
  let department: Department.ID = Identifier(5)
  private let loop = NIOAsyncTestingEventLoop()
  private let floor = RecordingFloor()
  private let heard = Heard()
  private let seat: ReceptionistSeat<NIOLoopBound<any ReceptionistLeg>>
  private let saidBefore = Mutex(0)

  init(attemptsSoFar: Int = 0, isResumed: Bool = false) async throws {
    let number = try #require(PhoneNumber("+15550100300"))
    let brief = ReceptionistBrief(
      company: "Acme", language: .english,
      knowledge: [KnowledgeEntry(id: Identifier(1), question: "our hours", answer: "Nine to five.")],
      departments: [Department(id: department, name: "sales", number: number)], attemptsSoFar: attemptsSoFar,
      isResumed: isResumed)
    seat = try await OfflineReceptionist(synthesizer: SpellingVoice()).join(brief, at: loop) { [heard] in heard.add($0)
    }
    try await onLoop { [floor] in $0.join(floor) }
  }

  /// What was told so far, without the latencies, which nobody can foretell.
  var told: [ReceptionistEvent] { heard.events.filter { if case .answered = $0 { false } else { true } } }
  /// What was said since the last key or directive.
  var said: [String] { Array(floor.said.dropFirst(saidBefore.withLock { $0 })) }
  var silences: Int { floor.silences }
  var menu: [String] { ["For our hours, press 1.", "For sales, press 2.", "To speak with a person, press 0."] }

  func press(_ key: Character) async throws {
    remember()
    try await onLoop { $0.callerPressed(key) }
  }

  /// The caller talks over what is being said: it is lost, and its marks don't come.
  func breakIn() async throws {
    remember()
    _ = floor.pendingMarks()
    try await onLoop { $0.callerBrokeIn(at: 0) }
  }

  func fallSilent() async throws {
    remember()
    try await onLoop { $0.callerFellSilent() }
  }

  func direct(_ directive: ReceptionistDirective) async throws {
    remember()
    seat.direct(directive)
    try await onLoop { _ in }
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

private final class Heard: Sendable {
  private let all = Mutex<[ReceptionistEvent]>([])
  var events: [ReceptionistEvent] { all.withLock { $0 } }
  func add(_ event: ReceptionistEvent) { all.withLock { $0.append(event) } }
}

/// A voice whose audio is the text's bytes.
private struct SpellingVoice: SpeechSynthesizer {
  func speech(for text: String, in language: Language) async throws(SpeechFailure) -> Speech {
    Speech(text: text, muLaw: Array(text.utf8))
  }
}

/// Remembers what was said; touched on the loop, looked at from anywhere.
private final class RecordingFloor: Floor, Sendable {
  private struct State {
    var said: [String] = []
    var silences = 0
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
      return 0
    }
  }

  func pendingMarks() -> [PlaybackMark] {
    state.withLock { state in
      defer { state.pending = [] }
      return state.pending
    }
  }
}
