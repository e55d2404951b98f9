import Glibc
import MediaBridge

/// Understands speech with CMU Pocketsphinx 5prealpha (BSD) and its English model, which Debian brings: `pocketsphinx_batch`, one
/// process an utterance. Why so: docs/decisions/0011.
///
/// What passes to it (grammar, pronunciations, audio) lies in anonymous memory and never on a disk.
public final class PocketsphinxRecognizer: SpeechRecognizer {
  /// How long an utterance may take: it takes 0.2 s on a quiet core.
  public static let limit = Duration.seconds(6)
  /// The most that is written about one utterance.
  private static let maximumOutputBytes = 64 << 10
  /// Where Debian's package `pocketsphinx-en-us` has its model.
  public static let model = "/usr/share/pocketsphinx/model/en-us"

  private let program: String
  private let model: String
  private let lexicon: Lexicon
  private let turns: Turns

  /// The recogniser, when its program and its model are installed.
  ///
  /// - Parameter atOnce: how many utterances are listened to at the same time; as many again may wait.
  public init?(program: String = "pocketsphinx_batch", model: String = PocketsphinxRecognizer.model, atOnce: Int = 2) {
    guard Self.isInstalled(program), let lexicon = Lexicon(path: model + "/cmudict-en-us.dict") else { return nil }
    self.program = program
    self.model = model
    self.lexicon = lexicon
    turns = Turns(atOnce: atOnce, waiting: atOnce * 4)
  }

  public func knows(_ word: String) -> Bool { !lexicon.pronunciations(of: word).isEmpty }

  public func hear(_ utterance: [UInt8], by grammar: SpokenGrammar) async -> Hearing {
    guard await turns.take() else { return .unavailable }
    let hearing = Task.isCancelled ? .unavailable : await recognise(utterance, grammar)
    await turns.pass()
    return hearing
  }

  private func recognise(_ utterance: [UInt8], _ grammar: SpokenGrammar) async -> Hearing {
    guard !utterance.isEmpty, !grammar.phrases.isEmpty else { return .rejected }
    let sheet = PocketsphinxGrammar(grammar, lexicon)
    guard let audio = MemoryFile(Self.wideband(utterance)), let rules = MemoryFile(Array(sheet.rules.utf8)),
      let dictionary = MemoryFile(Array(sheet.dictionary.utf8)), let list = MemoryFile(Array((audio.name + "\n").utf8))
    else { return .unavailable }
    // Nice: a decoding waits for calls, never the other way round.
    let arguments = [
      "-n", "10", program, "-hmm", model + "/en-us", "-dict", dictionary.path, "-jsgf", rules.path, "-adcin", "yes",
      "-topn", "8",
      "-cepdir", MemoryFile.directory, "-cepext", "", "-ctl", list.path, "-hypseg", "/dev/stdout", "-logfn",
      "/dev/null",
    ]
    let told: [UInt8]
    do throws(BoundedProcess.Failure) {
      told = try await BoundedProcess.output(
        of: "nice", arguments, within: Self.limit, atMost: Self.maximumOutputBytes)
    } catch {
      return .unavailable
    }
    withExtendedLifetime((audio, rules, dictionary, list)) {}
    return sheet.hearing(String(decoding: told, as: UTF8.self), of: grammar)
  }

  /// 16 kHz, 16 bits, little-endian: what the model was made for. The band above 3.4 kHz stays empty.
  private static func wideband(_ muLaw: [UInt8]) -> [UInt8] {
    var doubler = TelephoneRate.Doubler()
    return doubler.double(MuLaw.decode(muLaw)).flatMap { sample in
      let bits = UInt16(bitPattern: sample)
      return [UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8)]
    }
  }

  private static func isInstalled(_ program: String) -> Bool {
    if program.contains("/") { return access(program, X_OK) == 0 }
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    return path.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
  }
}
