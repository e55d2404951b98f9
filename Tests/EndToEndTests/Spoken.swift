import MediaBridge
import Simulators
import VoiceCoreCommand

/// Voices without words: what the caller says is loud, what the realtime AI says is told apart by its text.
enum Spoken {
  /// So much of a loud voice, followed by silence long enough for the model to notice that it is over.
  static func utterance(milliseconds: Int = 700) -> [UInt8] {
    voice(milliseconds: milliseconds) + silence(milliseconds: 700)
  }

  /// A tone of level 0.2.
  static func voice(milliseconds: Int) -> [UInt8] {
    tone(Array(repeating: 9000, count: 10) + Array(repeating: -9000, count: 10), milliseconds)
  }

  static func silence(milliseconds: Int) -> [UInt8] { Array(repeating: MuLaw.silence, count: milliseconds * 8) }

  /// What the simulated model makes of a text: 40 ms a letter, each letter with a sound of its own.
  static func audio(_ text: String) -> [UInt8] {
    text.utf8.flatMap { letter in Array(repeating: sound(of: letter), count: bytesPerLetter) }
  }

  /// The text that was heard. A letter that was cut short counts when half of it was heard.
  static func text(heardIn audio: [UInt8]) -> String {
    var letters: [UInt8] = []
    var rest = audio[...]
    while let first = rest.first {
      let run = rest.prefix { $0 == first }.count
      letters += Array(repeating: first ^ 0x80, count: (run + bytesPerLetter / 2) / bytesPerLetter)
      rest = rest.dropFirst(run)
    }
    return String(decoding: letters, as: UTF8.self)
  }

  private static let bytesPerLetter = 320

  private static func sound(of letter: UInt8) -> UInt8 { letter ^ 0x80 }

  private static func tone(_ period: [Int16], _ milliseconds: Int) -> [UInt8] {
    let codes = period.map { MuLaw.encode($0) }
    return (0..<milliseconds * 8).map { codes[$0 % codes.count] }
  }
}

extension CallScript.Step {
  /// An utterance of ordinary length.
  static var say: Self { .speak(Spoken.utterance()) }
}

extension CallScript {
  /// A caller of the demo tenant who does this, several times faster than life.
  static func spoken(_ steps: [Step], faults: [CallFault] = [], pace: Pace = .times(8)) -> CallScript {
    CallScript(
      caller: "+15550100104", dialled: DemoTenant.line, steps: steps, faults: faults, pace: pace, bound: .seconds(40),
      patience: .seconds(10))
  }
}

extension RealtimeAIConfiguration {
  /// A model that answers so, at once.
  static func spoken(
    _ turns: [RealtimeAIScript.Turn], opening: [RealtimeAIOpeningFault] = [], opening2: [RealtimeAIOpeningFault] = []
  ) -> RealtimeAIConfiguration {
    RealtimeAIConfiguration(
      apiKey: LiveServer.realtimeKey, behaviour: { _ in .script(RealtimeAIScript(turns: turns)) },
      opening: { $0 == 1 ? opening : opening2 }, voice: { Spoken.audio($0) }, pace: SpeakingPace(speed: 0))
  }
}

extension CallReport {
  /// What the caller heard over streams, as text.
  var heardText: String { Spoken.text(heardIn: heard.flatMap(\.audio)) }
  /// What the carrier's own voice said.
  var said: [String] { timeline.compactMap { if case .said(let text) = $0.event { text } else { nil } } }
}
