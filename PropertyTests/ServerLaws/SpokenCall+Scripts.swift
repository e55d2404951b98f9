import Simulators
import VoiceCore

extension SpokenCall {
  /// So many times faster than life; faster ones measure the machine's timers.
  private static let pace = Pace.times(12)
  /// For a whole call, in real time; the longest takes a few seconds.
  private static let bound = Duration.seconds(40)
  /// For the receptionist to finish speaking, in real time.
  private static let patience = Duration.seconds(10)

  /// What the realtime AI does.
  var script: RealtimeAIScript {
    RealtimeAIScript(
      turns: requests.enumerated().map { index, request in
        .init(
          heardAs: Self.words(index), says: Self.answer(index),
          calls: [.outcome(served: request.verdict == .served)],
          faults: transcription(of: index).map { [.transcription($0)] } ?? [])
      })
  }

  /// When the words of a request come. Those that lead to a hand-over come behind the response at the latest: so much
  /// faster than life, the receptionist's goodbye is shorter than the provider's usual fifth of a second.
  private func transcription(of index: Int) -> RealtimeAIFault.Transcription? {
    requests[index].transcript ?? (isTransferred && index == heard - 1 ? .after : nil)
  }

  /// What the caller of this number does.
  func carrierScript(dialling line: String) -> CallScript {
    var steps: [CallScript.Step] = [.waitForSilence]
    for (index, request) in requests.prefix(heard).enumerated() {
      steps.append(.say)
      switch request.disturbance {
      case .none: steps.append(.waitForSilence)
      case .burst(let milliseconds):
        steps += [.wait(.milliseconds(500)), .speak(Spoken.voice(milliseconds: milliseconds)), .waitForSilence]
      case .nextBreaksIn:
        steps.append(index + 1 < requests.count ? .wait(.milliseconds(500)) : .waitForSilence)
      }
    }
    // Who is handed over is soon through with the person; the others stay for the provider's last transcript, a third
    // of a second. Whom the server neither hands over nor lets go hangs up.
    steps += [.wait(isTransferred ? .seconds(20) : .seconds(4)), .hangUp]
    return CallScript(
      caller: "+15550100104", dialled: line, steps: steps, pace: Self.pace, bound: Self.bound, patience: Self.patience)
  }
}
