import Simulators
import VoiceCore

extension SpokenCall {
  /// So many times faster than life; faster ones measure the machine's timers.
  private static let pace = Pace.times(12)
  /// For a whole call, in real time; the longest takes a few seconds.
  private static let bound = Duration.seconds(40)
  /// For the receptionist to say what the caller waits for, in real time.
  private static let patience = Duration.seconds(10)

  /// What the realtime AI does. Asked to go on when nothing is left to say, it says nothing: a server that has heard
  /// nothing of it for a while may ask whenever it likes.
  var script: RealtimeAIScript {
    RealtimeAIScript(
      turns: requests.enumerated().map { index, request in
        .init(
          heardAs: Self.words(index), says: Self.answer(index), calls: [.outcome(served: request.verdict == .served)],
          delay: request.delivery.delay,
          faults: request.delivery.faults + (transcription(of: index).map { [.transcription($0)] } ?? []))
      }, opening: "", afterTools: "")
  }

  /// When the words of a request come. Those that lead to a hand-over come behind the response at the latest: so much
  /// faster than life, the receptionist's goodbye is shorter than the provider's usual fifth of a second.
  private func transcription(of index: Int) -> RealtimeAIFault.Transcription? {
    requests[index].transcript ?? (isTransferred && index == heard - 1 ? .after : nil)
  }

  /// More than may be left of an answer where a short sound is an answer too, and no cough (a second).
  private static let aheadOfCough = Duration.milliseconds(1050)
  /// More than lies between two marks and a frame: what is broken into isn't known to be heard.
  private static let aheadOfSpeech = Duration.milliseconds(200)
  /// However long ago it ended: a request is spoken in any case.
  private static let anyTime = Duration.seconds(-3600)

  /// What the caller of this number does. It goes by what is heard, not by the time it takes: who speaks next has heard
  /// the answer to its end and sent its mark back, and who speaks over an answer knows that more of it is there.
  func carrierScript(dialling line: String) -> CallScript {
    // The greeting ends so, and with its only full stop.
    var steps: [CallScript.Step] = [.hear(Spoken.audio(".")), .say]
    for index in answers {
      let end = Spoken.audio(Self.ending(index))
      let (words, most) = (Spoken.audio(Self.beginning(index)), Spoken.audio(Self.nearlyAll(index)))
      switch interruption(of: index) {
      case .request:
        steps.append(.speakOver(Spoken.utterance(), words: words, ahead: Self.aheadOfSpeech, end: end))
        continue
      case .shortRequest(let milliseconds):
        let sound = Spoken.voice(milliseconds: milliseconds)
        steps.append(.speakOver(sound, words: most, ahead: Self.anyTime, end: []))
        continue
      case .cough(let milliseconds):
        let sound = Spoken.voice(milliseconds: milliseconds)
        steps += [.speakOver(sound, words: words, ahead: Self.aheadOfCough, end: end), .hear(end)]
      case .lateCough(let milliseconds):
        // Part of the last words may be known to be heard, and isn't said again: the full stop is.
        let sound = Spoken.voice(milliseconds: milliseconds)
        steps += [
          .speakOver(sound, words: most, ahead: Self.aheadOfSpeech, end: end), .hear(Spoken.audio(".")),
        ]
      case nil: steps.append(.hear(end))
      }
      if index + 1 < heard { steps.append(.say) }
    }
    // Who is handed over is soon through with the person, and hangs up only when the server neither hands over nor lets
    // go. The others stay for the provider's last transcript, a third of a second.
    steps += [.wait(isTransferred ? .seconds(60) : .seconds(4)), .hangUp]
    return CallScript(
      caller: "+15550100104", dialled: line, steps: steps, pace: Self.pace, bound: Self.bound, patience: Self.patience)
  }
}

extension SpokenCall.Delivery {
  fileprivate var delay: Duration { if case .late(let time) = self { .milliseconds(time) } else { .zero } }
  fileprivate var faults: [RealtimeAIFault] {
    if case .stalls(let time) = self { [.stalls(.milliseconds(time))] } else { [] }
  }
}
