import MediaBridge
public import VoiceCore

/// Speaks with `espeak-ng` (GPL-3, so a process of its own and never linked), at 8 kHz μ-law.
///
/// The text is one argument behind `--` and never passes a shell. Not through standard input: when the process ends before
/// it has read everything, the library that runs it (swift-subprocess 1.0.2) stops ours. 17–30 ms a prompt on a quiet core.
public struct EspeakSynthesizer: SpeechSynthesizer {
  /// The longest text, as UTF-8.
  public static let maximumTextBytes = 4096
  /// The most audio of one prompt: about two minutes at 22,050 Hz.
  static let maximumWaveBytes = 6 << 20
  /// Words a minute: calm, for a telephone.
  private static let wordsPerMinute = "160"

  /// How long a text may take: hundreds of times what it takes.
  public static let limit = Duration.seconds(10)

  private let program: String
  private let limit: Duration
  private let voice: String?

  /// A synthesiser; finds the program in the path. One that hangs is killed after the limit.
  ///
  /// - Parameter voice: one of espeak-ng's (`en-gb+f2`) for all languages; the language's own unless given.
  public init(program: String = "espeak-ng", limit: Duration = EspeakSynthesizer.limit, voice: String? = nil) {
    self.program = program
    self.voice = voice
    self.limit = limit
  }

  public func speech(for text: String, in language: Language) async throws(SpeechFailure) -> Speech {
    guard text.utf8.count <= Self.maximumTextBytes else { throw .tooLong }
    let wave = try await wave(for: text, voice: voice ?? Self.voice(for: language))
    guard let recording = WaveFile(wave), !recording.samples.isEmpty else { throw .noAudio }
    let samples = Resampler(fromHz: recording.sampleRateHz, toHz: AudioChunk.bytesPerSecond).resample(recording.samples)
    return Speech(text: text, muLaw: samples.map(MuLaw.encode))
  }

  private func wave(for text: String, voice: String) async throws(SpeechFailure) -> [UInt8] {
    do throws(BoundedProcess.Failure) {
      return try await BoundedProcess.output(
        of: program,
        [
          "--stdout", "-b", "1", "-s", Self.wordsPerMinute, "-v", voice, "--",
          String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\0" })),
        ], within: limit, atMost: Self.maximumWaveBytes)
    } catch {
      throw error == .notInstalled ? .notInstalled : .noAudio
    }
  }

  /// espeak-ng knows plain languages best; its names follow BCP 47 in lower case.
  private static func voice(for language: Language) -> String {
    language == .english ? "en-us" : language.tag.lowercased()
  }
}
