import CommandConventions
import Foundation
import LoadTests
import MediaBridge
import OfflineSpeech
import VoiceCore

/// `run ears`: how well, and at what cost, the offline receptionist understands its spoken test set.
struct EarsScenario: Sendable {
  let isJSON: Bool

  /// What came of the sentences of one kind on one line.
  struct Row: Codable, Sendable {
    let line: String
    let spoken: String
    var sentences = 0
    var right = 0
    /// Taken for something else.
    var wrong = 0
    /// Not understood, or not heard as one utterance.
    var rejected = 0
  }

  private struct Sentence: Sendable {
    let means: SpokenMeaning?
    let grammar: SpokenGrammar
    let audio: [UInt8]
  }

  func run() async throws {
    guard let ears = PocketsphinxRecognizer() else {
      throw CouldNotRun("pocketsphinx isn't installed; on Debian: apt-get install pocketsphinx pocketsphinx-en-us")
    }
    let choices = SpokenGrammar(of: try SpokenTrial.menu(), knows: ears.knows)
    let confirmation = SpokenGrammar.confirmation(knows: ears.knows)
    var rows: [Row] = []
    var (utterances, spent) = (0, 0.0)
    for (name, line) in [
      ("telephone", TelephoneLine(signalToNoise: nil)), ("telephone, 15 dB", TelephoneLine(signalToNoise: 15)),
    ] {
      let kinds: [(String, [(SpokenMeaning?, String)], SpokenGrammar)] = [
        ("requests", SpokenTrial.requests.map { (SpokenTrial.meaning($0.means), $0.says) }, choices),
        ("answers to a question", SpokenTrial.answers.map { ($0.means, $0.says) }, confirmation),
        ("off topic", SpokenTrial.asides.map { (nil, $0) }, choices),
      ]
      for (kind, sentences, grammar) in kinds {
        var row = Row(line: name, spoken: kind)
        for (means, text) in sentences {
          for voice in SpokenTrial.voices {
            let audio = line.carry(try await Self.voice(voice, text))
            let start = Usage.endedChildren.cpuSeconds
            row.count(await Self.hear(audio, by: grammar, ears), meaning: means)
            spent += Usage.endedChildren.cpuSeconds - start
            utterances += 1
          }
        }
        rows.append(row)
      }
    }
    try tell(rows, secondsEach: spent / Double(max(utterances, 1)))
  }

  /// As a call does it: the ear finds the utterance, the recogniser understands it. `nil` when it was no single utterance.
  private static func hear(_ audio: [UInt8], by grammar: SpokenGrammar, _ ears: PocketsphinxRecognizer) async
    -> Hearing?
  {
    var ear = UtteranceEar()
    var found: [[UInt8]] = []
    for start in stride(from: 0, to: audio.count, by: AudioChunk.bytesPerFrame) {
      let frame = AudioChunk(muLaw: Array(audio[start..<min(start + AudioChunk.bytesPerFrame, audio.count)]))
      if case .ended(let utterance) = ear.heard(frame) { found.append(utterance) }
    }
    guard found.count == 1 else { return nil }
    return await ears.hear(found[0], by: grammar)
  }

  private static func voice(_ name: String, _ text: String) async throws -> [UInt8] {
    do throws(SpeechFailure) {
      return try await EspeakSynthesizer(voice: name).speech(for: text, in: .english).muLaw
    } catch {
      throw CouldNotRun("espeak-ng can't speak as \(name): \(error)")
    }
  }

  private func tell(_ rows: [Row], secondsEach: Double) throws {
    if isJSON {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      print(String(decoding: try encoder.encode(rows), as: UTF8.self))
      return
    }
    let lines = rows.map { row in
      [row.line, row.spoken, "\(row.sentences)", "\(row.right)", "\(row.wrong)", "\(row.rejected)"]
    }
    print(
      TextTable(
        ["line", "spoken", "sentences", "right", "wrong", "not understood"], lines, rightAligned: [2, 3, 4, 5]
      ).text)
    print(String(format: "\nprocessor time: %.0f ms an utterance, start of the process included", secondsEach * 1000))
  }
}

extension EarsScenario.Row {
  /// Of what is off topic, not to be understood is right.
  fileprivate mutating func count(_ hearing: Hearing?, meaning: SpokenMeaning?) {
    sentences += 1
    guard case .understood(let heard, _)? = hearing else {
      rejected += 1
      if meaning == nil { right += 1 }
      return
    }
    if heard == meaning { right += 1 } else { wrong += 1 }
  }
}
