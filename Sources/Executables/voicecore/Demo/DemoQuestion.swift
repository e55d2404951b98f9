import CommandConventions
import OfflineSpeech
import Simulators
import VoiceCore

/// Caller five: asks the offline receptionist for the opening hours in words, is asked back, and says yes. The voice is
/// synthesised; it is heard, cut into utterances and understood as every caller's.
struct DemoQuestion {
  static let title = "Caller five asks the offline receptionist for the opening hours in words"
  static let caller = "+15550100105"

  /// Everything that may be heard in this call apart from the menu.
  static var texts: [String] {
    [Phrase.sayOrPress, .didYouMean("our opening hours"), .notUnderstood, .pressAKey].map { $0.text(in: .english) }
      + [DemoTenant.openingHours]
  }

  private let question: Speech
  private let answer: Speech

  /// Renders the caller's voice.
  init(speech: any SpeechSynthesizer) async throws {
    do throws(SpeechFailure) {
      question = try await speech.speech(for: "What are your opening hours?", in: .english)
      answer = try await speech.speech(for: "Yes, please.", in: .english)
    } catch {
      throw CouldNotRun("the caller's voice can't be made: \(error)")
    }
  }

  var script: CallScript {
    CallScript(
      caller: Self.caller, dialled: DemoTenant.line,
      steps: [
        .waitForSilence, .speak(question.muLaw, words: question.text), .waitForSilence,
        .speak(answer.muLaw, words: answer.text), .waitForSilence, .hangUp,
      ])
  }

  /// A demo that goes wrong must not look as if it went right.
  static func check(told story: String) throws {
    for words in [Phrase.didYouMean("our opening hours").text(in: .english), DemoTenant.openingHours]
    where !story.contains("“\(words)”") {
      throw CouldNotRun("the caller who asked in words didn't hear “\(words)”")
    }
  }
}
