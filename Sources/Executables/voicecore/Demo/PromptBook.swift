import OfflineSpeech
import VoiceCore

/// Says which prompt a piece of audio is: renders the texts once more, by itself, and compares bytes. So what the caller's
/// side heard is known from the sound alone.
struct PromptBook: Sendable {
  private var prompts: [(text: String, audio: [UInt8])] = []

  /// A book of these texts; those that can't be spoken are left out.
  init(texts: [String], language: Language = .english) async {
    let voice = EspeakSynthesizer()
    for text in Set(texts).sorted() {
      guard let speech = try? await voice.speech(for: text, in: language) else { continue }
      prompts.append((text, speech.muLaw))
    }
  }

  /// The prompts that the audio holds, one after the other; a last one that was cut short ends in `…`.
  func texts(in audio: [UInt8]) -> [String] {
    var rest = audio[...]
    var found: [String] = []
    while !rest.isEmpty {
      if let whole = prompts.first(where: { !$0.audio.isEmpty && rest.starts(with: $0.audio) }) {
        found.append(whole.text)
        rest = rest.dropFirst(whole.audio.count)
      } else if let part = prompts.first(where: { $0.audio.starts(with: rest) }) {
        return found + [part.text + " …"]
      } else {
        return found + ["(unknown audio)"]
      }
    }
    return found
  }
}
