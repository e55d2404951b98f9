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
    #expect(stage.said == ["Welcome to Acme.", "For our hours, press 1.", "For sales, press 2.", "To speak with a person, press 0."])
  }

  @Test func `a key with a meaning is judged served and answered once the core says so`() async throws {
    let stage = try await Stage()
    stage.press("1")
    #expect(stage.told == [.heard("[key 1]"), .judged(Attempt.ID(1), .served)])
    #expect(stage.said.isEmpty)
    stage.direct(.answer(Attempt.ID(1)))
    #expect(stage.said == ["Nine to five."])
  }

  @Test func `a key without a meaning is a failed attempt, and the menu comes again`() async throws {
    let stage = try await Stage()
    stage.press("7")
    #expect(stage.told == [.heard("[key 7]"), .judged(Attempt.ID(1), .failed)])
    stage.direct(.answer(Attempt.ID(1)))
    #expect(stage.said.first == "Sorry, that key has no meaning here.")
    #expect(stage.said.count == 4)
  }

  @Test func `a department's key and the zero ask for a person`() async throws {
    let stage = try await Stage()
    stage.press("2")
    stage.press("0")
    #expect(stage.told.contains(.personWanted(.callerWish, stage.department)))
    #expect(stage.told.contains(.personWanted(.callerWish, nil)))
  }

  @Test func `a hand-over is said to its end before it is finished, and keys are deaf from then on`() async throws {
    let stage = try await Stage()
    stage.direct(.handOver(Transfer(reason: .attemptsExhausted)))
    #expect(stage.said == ["I am connecting you with customer service. Please hold."])
    stage.press("1")
    #expect(!stage.told.contains(.finished))
    stage.hearAll()
    #expect(stage.told == [.said("I am connecting you with customer service. Please hold."), .finished])
  }

  @Test func `a key cuts the prompt short, and what wasn't heard doesn't count as said`() async throws {
    let stage = try await Stage()
    stage.press("*")
    #expect(stage.silences == 1)
    stage.hearAll()
    #expect(stage.told == [.heard("[key *]")] + stage.menu.map(ReceptionistEvent.said))
  }

  @Test func `a resumed call goes on counting where it was`() async throws {
    let stage = try await Stage(attemptsSoFar: 2, isResumed: true)
    #expect(stage.said.first == "We were cut off. I am still here.")
    stage.press("9")
    #expect(stage.told.last == .judged(Attempt.ID(3), .failed))
  }
}

/// One receptionist with a fake voice on a fake floor.
private final class Stage {
  let department: Department.ID = Identifier(5)
  private let loop = EmbeddedEventLoop()
  private let floor = RecordingFloor()
  private var seat: ReceptionistSeat<NIOLoopBound<any ReceptionistLeg>>

  init(attemptsSoFar: Int = 0, isResumed: Bool = false) async throws {
    let number = try #require(PhoneNumber("+15550100300"))
    let brief = ReceptionistBrief(
      company: "Acme", language: .english,
      knowledge: [KnowledgeEntry(id: Identifier(1), question: "our hours", answer: "Nine to five.")],
      departments: [Department(id: department, name: "sales", number: number)], attemptsSoFar: attemptsSoFar,
      isResumed: isResumed)
    let heard = Heard()
    self.heard = heard
    seat = try await OfflineReceptionist(synthesizer: SpellingVoice()).join(brief, at: loop) { heard.add($0) }
    seat.leg.value.join(floor)
  }

  private let heard: Heard
  private(set) var saidBefore = 0

  /// Told since the last look, without the latencies, which nobody can foretell.
  var told: [ReceptionistEvent] {
    heard.events.filter { if case .answered = $0 { false } else { true } }
  }
  var said: [String] { Array(floor.said.dropFirst(saidBefore)) }
  var silences: Int { floor.silences }
  var menu: [String] { ["For our hours, press 1.", "For sales, press 2.", "To speak with a person, press 0."] }

  func press(_ key: Character) {
    saidBefore = floor.said.count
    seat.leg.value.callerPressed(key)
  }

  func direct(_ directive: ReceptionistDirective) {
    saidBefore = floor.said.count
    seat.direct(directive)
    loop.run()
  }

  func hearAll() { for mark in floor.pendingMarks() { seat.leg.value.callerHeard(mark) } }
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

private final class RecordingFloor: Floor {
  private(set) var said: [String] = []
  private(set) var silences = 0
  private var marks: UInt32 = 0
  private var pending: [PlaybackMark] = []

  func say(_ chunk: AudioChunk) { said.append(Base64.decode(chunk.base64).map { String(decoding: $0, as: UTF8.self) } ?? "") }

  func mark() -> PlaybackMark {
    marks += 1
    let mark = PlaybackMark(generation: UInt32(silences), number: marks)
    pending.append(mark)
    return mark
  }

  func fallSilent() {
    silences += 1
    pending = []
  }

  func pendingMarks() -> [PlaybackMark] {
    defer { pending = [] }
    return pending
  }
}
