import MediaBridge
import OfflineSpeech
import Testing

@Suite("The ear for utterances", .timeLimit(.minutes(1)))
struct UtteranceEarTests {
  /// What comes of this audio, in frames of so many bytes.
  private func events(_ muLaw: [UInt8], of bytes: Int = 160) -> [UtteranceEar.Event] {
    var ear = UtteranceEar()
    return Voice.frames(muLaw, of: bytes).map { ear.heard($0) }.filter { $0 != .none }
  }

  @Test(arguments: [80, 160, 400, 800])
  func `an utterance ends with the pause behind it and has all of its sound, however the stream is cut`(bytes: Int) {
    let sound = Voice.tone(400)
    let heard = events(Voice.silence(1000) + sound + Voice.silence(900), of: bytes)
    guard case .ended(let utterance)? = heard.first else {
      Issue.record("no utterance")
      return
    }
    #expect(heard.count == 1)
    #expect(utterance.contains(sound), "the whole sound")
    #expect(utterance.count >= sound.count + UtteranceEar.pause)
    #expect(utterance.count <= 2 * UtteranceEar.bytesBefore + sound.count + UtteranceEar.pause + bytes)
  }

  @Test func `what is quiet within a sentence doesn't end it`() {
    let sentence = Voice.tone(300) + Voice.silence(400) + Voice.tone(300)
    let heard = events(Voice.silence(500) + sentence + Voice.pause)
    #expect(heard.count == 1)
    guard case .ended(let utterance)? = heard.first else { return }
    #expect(utterance.contains(sentence))
  }

  @Test func `silence, a click and a quiet line are no utterance`() {
    #expect(events(Voice.silence(5000)).isEmpty)
    #expect(events(Voice.silence(500) + Voice.tone(60) + Voice.silence(1500)).isEmpty)
    #expect(events(Voice.noise(20_000, level: 0.01)).isEmpty)
  }

  @Test func `speech is found in a line whose noise would itself be speech in a quiet one`() {
    let line = Voice.noise(6000, level: 0.06)
    var spoken = line
    let word = Voice.tone(500, level: 0.5)
    spoken.replaceSubrange(16_000..<16_000 + word.count, with: word)
    #expect(events(line).isEmpty)
    let heard = events(spoken)
    #expect(heard.count == 1)
    guard case .ended(let utterance)? = heard.first else { return }
    #expect(utterance.contains(word))
    #expect(utterance.count < word.count + UtteranceEar.pause + 3 * UtteranceEar.bytesBefore)
  }

  @Test func `a sound without an end is given up and forgotten, and words after it are heard`() {
    let heard = events(
      Voice.tone(100) + Voice.silence(300) + Voice.tone(9000) + Voice.silence(2000) + Voice.word + Voice.pause)
    #expect(heard.first == .tooLong)
    guard case .ended? = heard.last else {
      Issue.record("nothing is heard afterwards: \(heard.count)")
      return
    }
  }

  @Test func `it never holds more than its bound, and little while nobody speaks`() {
    var ear = UtteranceEar()
    for frame in Voice.frames(Voice.silence(30_000)) {
      _ = ear.heard(frame)
      #expect(ear.heldBytes <= 2 * UtteranceEar.bytesBefore)
    }
    for frame in Voice.frames(Voice.noise(30_000, level: 0.4) + Voice.tone(30_000)) {
      _ = ear.heard(frame)
      #expect(ear.heldBytes <= UtteranceEar.maximumBytes + 160)
    }
  }

  @Test func `what is forgotten is part of no utterance`() {
    var ear = UtteranceEar()
    for frame in Voice.frames(Voice.word) { #expect(ear.heard(frame) == .none) }
    #expect(ear.isHearing)
    ear.forget()
    #expect(!ear.isHearing && ear.heldBytes == 0)
    for frame in Voice.frames(Voice.pause) { #expect(ear.heard(frame) == .none) }
  }
}
