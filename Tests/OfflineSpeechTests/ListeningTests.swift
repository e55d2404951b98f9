import NIOCore
import OfflineSpeech
import Synchronization
import Testing
import VoiceCore

@Suite("A receptionist with ears", .timeLimit(.minutes(1)))
struct ListeningTests {
  private func hours() throws -> Hearing { .understood(.choice(try #require(DialKey("1"))), words: "hours") }
  private let question = "Did you ask for our hours? Say yes or no, or press 1 for yes, 2 for no."

  @Test func `words that ask for an entry are answered once the caller has said yes`() async throws {
    let stage = try await Stage(recognizer: ScriptedEars([try hours(), .understood(.yes, words: "yes")]))
    #expect(stage.said.prefix(2) == ["Welcome to Acme.", "Say what you need, or press a key."])
    try await stage.speak()
    try await stage.until(told: 1)
    #expect(stage.said == [question])
    try await stage.speak()
    try await stage.until(told: 3)
    #expect(stage.told == [.heard("hours"), .heard("yes"), .judged(Attempt.ID(1), .served)])
    try await stage.direct(.answer(Attempt.ID(1)))
    #expect(stage.said == ["Nine to five."])
  }

  @Test(arguments: [("1", Verdict.served), ("2", .failed)] as [(Character, Verdict)])
  func `the question is answered by key as well`(key: Character, verdict: Verdict) async throws {
    let stage = try await Stage(recognizer: ScriptedEars([try hours()]))
    try await stage.speak()
    try await stage.until(told: 1)
    try await stage.press(key)
    #expect(stage.told.last == .judged(Attempt.ID(1), verdict))
    try await stage.direct(.answer(Attempt.ID(1)))
    #expect(stage.said == (verdict == .served ? ["Nine to five."] : stage.menu))
  }

  @Test func `a no is a failed attempt, and afterwards keys mean what the menu says`() async throws {
    let stage = try await Stage(recognizer: ScriptedEars([try hours(), .understood(.no, words: "no")]))
    try await stage.speak()
    try await stage.until(told: 1)
    try await stage.speak()
    try await stage.until(told: 3)
    #expect(stage.told.last == .judged(Attempt.ID(1), .failed))
    try await stage.press("2")
    #expect(stage.told.last == .personWanted(.callerWish, stage.department))
  }

  @Test func `a person is given without a question`() async throws {
    let department = SpokenMeaning.choice(try #require(DialKey("2")))
    let stage = try await Stage(
      recognizer: ScriptedEars([.understood(.person, words: "operator"), .understood(department, words: "sales")]))
    try await stage.speak()
    try await stage.until(told: 2)
    #expect(stage.told.last == .personWanted(.callerWish, nil))
    try await stage.speak()
    try await stage.until(told: 4)
    #expect(stage.told.last == .personWanted(.callerWish, stage.department))
  }

  @Test func `words that fit nothing are failed attempts, counted one by one`() async throws {
    let stage = try await Stage(recognizer: ScriptedEars([.rejected, .rejected, .rejected]))
    for number in 1...3 {
      try await stage.speak()
      try await stage.until(told: 2 * number)
      #expect(stage.told.last == .judged(Attempt.ID(number), .failed))
    }
    try await stage.direct(.answer(Attempt.ID(3)))
    #expect(stage.said == ["Sorry, I did not understand."] + stage.menu)
  }

  @Test func `a recogniser that can't listen costs no attempt, and the keys are offered`() async throws {
    let ears = ScriptedEars([.unavailable])
    let stage = try await Stage(recognizer: ears)
    try await stage.speak()
    while stage.said.isEmpty { try await stage.pass(.nanoseconds(0)) }
    #expect(stage.said == ["Sorry, I can't listen now. Please press a key."] + stage.menu)
    #expect(stage.told.isEmpty)
  }

  @Test func `a key is more certain than words that aren't understood yet`() async throws {
    let ears = ScriptedEars([])
    let stage = try await Stage(recognizer: ears)
    try await stage.speak()
    while ears.asked == 0 { await Task.yield() }
    try await stage.press("1")
    while ears.givenUp == 0 { await Task.yield() }
    try await stage.pass(.seconds(1))
    #expect(stage.told == [.heard("[key 1]"), .judged(Attempt.ID(1), .served)])
  }

  @Test func `whoever hangs up, or is taken over, isn't listened to any more`() async throws {
    for leaves in [true, false] {
      let ears = ScriptedEars([])
      let stage = try await Stage(recognizer: ears)
      try await stage.speak()
      while ears.asked == 0 { await Task.yield() }
      if leaves { try await stage.leave(at: 0) } else { try await stage.takeOver(at: 0) }
      while ears.givenUp == 0 { await Task.yield() }
      try await stage.speak()
      #expect(ears.asked == 1)
      #expect(stage.told.isEmpty)
    }
  }

  @Test func `the menu doesn't talk over words that are being understood`() async throws {
    let ears = ScriptedEars([])
    let stage = try await Stage(recognizer: ears)
    try await stage.breakIn()
    try await stage.speak()
    try await stage.fallSilent()
    #expect(stage.said.isEmpty)
    try await stage.leave(at: 0)
  }

  @Test func `what is listened for follows the dialogue`() async throws {
    let ears = ScriptedEars([try hours(), .understood(.yes, words: "yes")])
    let stage = try await Stage(recognizer: ears)
    try await stage.speak()
    try await stage.until(told: 1)
    try await stage.speak()
    try await stage.until(told: 3)
    let meanings = ears.grammars.map { Set($0.phrases.map(\.meaning)) }
    #expect(meanings.first?.contains(.yes) == false)
    #expect(meanings.last == [.yes, .no, .person])
  }

  @Test func `a language that the recogniser doesn't know has keys alone`() async throws {
    let ears = ScriptedEars([try hours()])
    let stage = try await Stage(language: .spanish, recognizer: ears)
    #expect(!stage.said.contains { $0.contains("Diga lo que necesita") })
    try await stage.speak()
    #expect(ears.asked == 0)
  }

  @Test func `an entry without pronunciation is told once for the call, and has its key`() async throws {
    let stage = try await Stage(question: "Xyzzqwy", recognizer: ScriptedEars([], knows: { !$0.hasPrefix("xy") }))
    #expect(stage.leftToKeys == [Identifier(1)])
    try await stage.press("1")
    #expect(stage.told.last == .judged(Attempt.ID(1), .served))
  }
}

/// Understands what it was told to, one after the other; then nothing, until it is given up.
final class ScriptedEars: SpeechRecognizer {
  private struct State {
    var script: [Hearing]
    var grammars: [SpokenGrammar] = []
    var givenUp = 0
  }

  private let state: Mutex<State>
  private let isKnown: @Sendable (String) -> Bool

  init(_ script: [Hearing], knows: @escaping @Sendable (String) -> Bool = { _ in true }) {
    state = Mutex(State(script: script))
    isKnown = knows
  }

  var asked: Int { state.withLock { $0.grammars.count } }
  var grammars: [SpokenGrammar] { state.withLock { $0.grammars } }
  var givenUp: Int { state.withLock { $0.givenUp } }

  func knows(_ word: String) -> Bool { isKnown(word) }

  func hear(_ utterance: [UInt8], by grammar: SpokenGrammar) async -> Hearing {
    let next = state.withLock { state -> Hearing? in
      state.grammars.append(grammar)
      return state.script.isEmpty ? nil : state.script.removeFirst()
    }
    if let next { return next }
    while !Task.isCancelled { await Task.yield() }
    state.withLock { $0.givenUp += 1 }
    return .unavailable
  }
}
