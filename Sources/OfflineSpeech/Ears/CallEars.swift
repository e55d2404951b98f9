import MediaBridge
import NIOCore

/// How one call's words are heard: its ear, its grammars, and the one utterance that is being understood. Confined to the call's
/// event loop; the recogniser isn't on it.
final class CallEars {
  private let recognizer: any SpeechRecognizer
  private let choices: SpokenGrammar
  private let confirmation: SpokenGrammar
  private var ear = UtteranceEar()
  private var listening: Task<Void, Never>?
  /// Of the utterance that is being understood; what is understood of an earlier one comes too late.
  private var number = 0

  init(_ recognizer: any SpeechRecognizer, choices: SpokenGrammar, confirmation: SpokenGrammar) {
    self.recognizer = recognizer
    self.choices = choices
    self.confirmation = confirmation
  }

  /// Whether something was said, or is being said, that isn't understood yet.
  var isBusy: Bool { listening != nil || ear.isHearing }

  /// A frame of the caller's: the utterance that ended with it, if one did.
  func heard(_ chunk: AudioChunk) -> [UInt8]? {
    if case .ended(let utterance) = ear.heard(chunk) { utterance } else { nil }
  }

  /// Has an utterance understood, instead of an earlier one.
  ///
  /// - Parameter understood: called on the event loop, unless it is forgotten before.
  func listen(
    to utterance: [UInt8], confirming: Bool, on eventLoop: any EventLoop, _ understood: @escaping (Hearing) -> Void
  ) {
    listening?.cancel()
    number += 1
    let (recognizer, grammar, current) = (recognizer, confirming ? confirmation : choices, number)
    let back = NIOLoopBound(
      { [weak self] (hearing: Hearing) in
        guard let self, self.listening != nil, self.number == current else { return }
        self.listening = nil
        understood(hearing)
      }, eventLoop: eventLoop)
    listening = Task {
      let hearing = await recognizer.hear(utterance, by: grammar)
      eventLoop.execute { back.value(hearing) }
    }
  }

  /// Forgets what was said so far: nothing more comes of it.
  func forget() {
    listening?.cancel()
    listening = nil
    ear.forget()
  }

  deinit { listening?.cancel() }
}
