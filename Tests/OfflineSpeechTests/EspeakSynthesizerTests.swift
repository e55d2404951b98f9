import MediaBridge
import OfflineSpeech
import Testing
import VoiceCore

/// With the real `espeak-ng`, which `scripts/test` installs.
@Suite("Speaking with espeak-ng", .timeLimit(.minutes(1)))
struct EspeakSynthesizerTests {
  @Test func `a prompt becomes telephone audio of a plausible length and level, the same each time`() async throws {
    let voice = EspeakSynthesizer()
    let speech = try await voice.speech(for: "We are open from nine to five.", in: .english)
    #expect(speech.duration > .seconds(1) && speech.duration < .seconds(6))
    let loudest = MuLaw.decode(speech.muLaw).map { abs(Int($0)) }.max() ?? 0
    #expect(loudest > 4000)
    let again = try await voice.speech(for: "We are open from nine to five.", in: .english)
    #expect(again.muLaw == speech.muLaw)
    #expect(speech.chunks.reduce(0) { $0 + $1.byteCount } == speech.muLaw.count)
  }

  @Test func `text that looks like options or markup is only spoken`() async throws {
    let speech = try await EspeakSynthesizer().speech(for: "--version; $(exit 1) <break/> \u{0} \"q\"", in: .english)
    #expect(speech.duration > .milliseconds(500))
  }

  @Test func `text beyond the limit is refused`() async {
    await #expect(throws: SpeechFailure.tooLong) {
      try await EspeakSynthesizer().speech(for: String(repeating: "a", count: 4097), in: .english)
    }
  }

  @Test func `a synthesiser that is missing, hangs or fails is a failure of its own`() async throws {
    await #expect(throws: SpeechFailure.notInstalled) {
      try await EspeakSynthesizer(program: "no-such-program").speech(for: "hello", in: .english)
    }
    let hanging = try Program("exec sleep 1000")
    await #expect(throws: SpeechFailure.noAudio) {
      try await EspeakSynthesizer(program: hanging.path, limit: .milliseconds(100)).speech(for: "hello", in: .english)
    }
    let failing = try Program("exit 1")
    await #expect(throws: SpeechFailure.noAudio) {
      try await EspeakSynthesizer(program: failing.path).speech(for: "hello", in: .english)
    }
  }

  @Test func `a language that the synthesiser doesn't know gives no audio`() async throws {
    let unknown = try #require(Language("xq"))
    await #expect(throws: SpeechFailure.noAudio) { try await EspeakSynthesizer().speech(for: "hello", in: unknown) }
  }
}

@Suite("The cache of speech", .timeLimit(.minutes(1)))
struct SpeechCacheTests {
  @Test func `a prompt is rendered once, however many ask at once`() async throws {
    let voice = CountingVoice()
    let cache = SpeechCache(voice)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<50 { group.addTask { _ = try await cache.speech(for: "hello", in: .english) } }
      try await group.waitForAll()
    }
    #expect(await voice.renderings == 1)
  }

  @Test func `whoever gives up takes the speech from nobody else`() async throws {
    let cache = SpeechCache(EspeakSynthesizer())
    for number in 0..<5 {
      let impatient = Task { try await cache.speech(for: "A long sentence, number \(number).", in: .english) }
      impatient.cancel()
      let speech = try await cache.speech(for: "A long sentence, number \(number).", in: .english)
      #expect(!speech.muLaw.isEmpty)
    }
  }

  @Test func `the cache stays within its bytes and forgets what was used longest ago`() async throws {
    let voice = CountingVoice()
    let cache = SpeechCache(voice, capacityBytes: 250)
    for text in ["a", "b", "a", "c", "a"] { _ = try await cache.speech(for: text, in: .english) }
    #expect(await voice.renderings == 3)
    _ = try await cache.speech(for: "b", in: .english)
    #expect(await voice.renderings == 4)
  }
}

/// Speaks a hundred bytes of silence and counts.
private actor CountingVoice: SpeechSynthesizer {
  private(set) var renderings = 0

  func speech(for text: String, in language: Language) async throws(SpeechFailure) -> Speech {
    renderings += 1
    return Speech(text: text, muLaw: Array(repeating: MuLaw.silence, count: 100))
  }
}
