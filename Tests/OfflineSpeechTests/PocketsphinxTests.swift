import Foundation
import OfflineSpeech
import Testing
import VoiceCore

/// With the real `pocketsphinx_batch` and its English model, which `scripts/test` installs.
@Suite("Understanding with Pocketsphinx", .serialized, .timeLimit(.minutes(2)))
struct PocketsphinxTests {
  private let menu: KeyMenu
  private let hours: SpokenMeaning
  private let word: [UInt8]

  init() throws {
    menu = KeyMenu(
      ReceptionistBrief(
        company: "Acme", language: .english,
        knowledge: [KnowledgeEntry(id: Identifier(1), question: "our opening hours", answer: "Nine to five.")],
        departments: []))
    hours = .choice(try #require(DialKey("1")))
    word = Voice.word + Voice.pause
  }

  private func grammar(_ ears: PocketsphinxRecognizer) -> SpokenGrammar { SpokenGrammar(of: menu, knows: ears.knows) }

  @Test func `a synthesised caller's question is understood, as the ear gives it`() async throws {
    let ears = try #require(PocketsphinxRecognizer(), "not installed: pocketsphinx and pocketsphinx-en-us")
    let question = try await EspeakSynthesizer().speech(for: "What are your opening hours?", in: .english).muLaw
    var ear = UtteranceEar()
    var utterances: [[UInt8]] = []
    for frame in Voice.frames(Voice.silence(400) + question + Voice.pause) {
      if case .ended(let utterance) = ear.heard(frame) { utterances.append(utterance) }
    }
    #expect(utterances.count == 1)
    let heard = await ears.hear(try #require(utterances.first), by: grammar(ears))
    #expect(heard == .understood(hours, words: "opening hours"))
  }

  @Test func `a receptionist with real ears and a real voice answers what is asked in words`() async throws {
    let ears = try #require(PocketsphinxRecognizer(), "not installed: pocketsphinx and pocketsphinx-en-us")
    let voice = EspeakSynthesizer()
    let stage = try await Stage(question: "our opening hours", recognizer: ears)
    try await stage.speak(Voice.silence(500) + voice.speech(for: "What are your opening hours?", in: .english).muLaw)
    try await stage.until(told: 1)
    try await stage.speak(Voice.silence(500) + voice.speech(for: "Yes, please.", in: .english).muLaw)
    try await stage.until(told: 3)
    #expect(stage.told == [.heard("opening hours"), .heard("yes please"), .judged(Attempt.ID(1), .served)])
    try await stage.direct(.answer(Attempt.ID(1)))
    #expect(stage.said == ["Nine to five."])
  }

  @Test func `silence, noise and nothing fit nothing`() async throws {
    let ears = try #require(PocketsphinxRecognizer(), "not installed: pocketsphinx and pocketsphinx-en-us")
    for sound in [[], Voice.silence(1000), Voice.noise(1000, level: 0.3), Voice.silence(20)] {
      #expect(await ears.hear(sound, by: grammar(ears)) == .rejected)
    }
  }

  @Test func `words are known by the model's dictionary`() throws {
    let ears = try #require(PocketsphinxRecognizer(), "not installed: pocketsphinx and pocketsphinx-en-us")
    for word in ["hours", "zebra", "a", "that's", "'bout"] { #expect(ears.knows(word), "\(word)") }
    for word in ["", "xyzzqwy", "hours(2)", "Hours", "öl", "two words", "\n"] { #expect(!ears.knows(word), "\(word)") }
  }

  @Test func `without program or model there is no recogniser`() {
    #expect(PocketsphinxRecognizer(program: "no-such-program") == nil)
    #expect(PocketsphinxRecognizer(model: "/nowhere") == nil)
  }

  @Test(arguments: [
    "exit 1", "kill -SEGV $$", "echo nonsense", "echo 7 S 0 T -1 A x L 0 0 0 0 hours~0 2",
    "head -c 10000000 /dev/zero",
  ])
  func `a recogniser that fails is unavailable, and nothing is left behind`(script: String) async throws {
    let program = try Program(script)
    let ears = try #require(PocketsphinxRecognizer(program: program.path))
    let before = try Self.openFiles()
    #expect(await ears.hear(word, by: grammar(ears)) == .unavailable)
    #expect(try Self.openFiles() <= before)
  }

  @Test(arguments: [
    "true", "echo 7 S 0 T -1 A -1 L 0 0 -1 0 hours~99 50", "echo '7 S 0 T -1 A -1 L 0 0 -1 0 <sil> 50'",
  ])
  func `an answer with none of our phrases fits nothing`(script: String) async throws {
    let program = try Program(script)
    let ears = try #require(PocketsphinxRecognizer(program: program.path))
    #expect(await ears.hear(word, by: grammar(ears)) == (script == "true" ? .unavailable : .rejected))
  }

  @Test func `a recogniser that hangs is ended when the caller gives up`() async throws {
    let program = try Program("echo $$ >\"$0.pid\"; exec sleep 1000")
    let ears = try #require(PocketsphinxRecognizer(program: program.path))
    let task = Task { [word, grammar = grammar(ears)] in await ears.hear(word, by: grammar) }
    var id: pid_t?
    while id == nil {
      id = (try? String(contentsOfFile: program.path + ".pid", encoding: .utf8))
        .flatMap { pid_t($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
      await Task.yield()
    }
    task.cancel()
    #expect(await task.value == .unavailable)
    #expect(kill(try #require(id), 0) == -1, "the process is gone")
  }

  private static func openFiles() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
      .filter {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)"))?.contains("/dev/shm/")
          == true
      }
      .count
  }
}
