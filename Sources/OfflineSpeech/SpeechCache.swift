public import VoiceCore

/// Keeps what was spoken, so that a prompt is rendered once, however many ask at the same time. Bounded by audio bytes; the
/// least recently used goes first.
public actor SpeechCache: SpeechSynthesizer {
  /// The most audio that is kept: 33 minutes of prompts.
  public static let defaultCapacityBytes = 16 << 20
  /// The most prompts that are rendered at once; others wait.
  public static let maximumRenderings = 2

  private struct Key: Hashable {
    let text: String
    let language: Language
  }

  private let synthesizer: any SpeechSynthesizer
  private let capacityBytes: Int
  private var kept: [Key: (speech: Speech, lastUse: UInt64)] = [:]
  private var keptBytes = 0
  private var uses: UInt64 = 0
  private var underWay: [Key: Task<Result<Speech, SpeechFailure>, Never>] = [:]
  private var renderings = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// A cache in front of a synthesiser.
  public init(_ synthesizer: any SpeechSynthesizer, capacityBytes: Int = defaultCapacityBytes) {
    self.synthesizer = synthesizer
    self.capacityBytes = capacityBytes
  }

  public func speech(for text: String, in language: Language) async throws(SpeechFailure) -> Speech {
    let key = Key(text: text, language: language)
    if let speech = recall(key) { return speech }
    return try await rendering(of: key).value.get()
  }

  /// No child of whoever asked first: others wait for the same speech, and a call that is given up must not take it from
  /// them. It ends by itself, for the synthesiser does.
  private func rendering(of key: Key) -> Task<Result<Speech, SpeechFailure>, Never> {
    if let known = underWay[key] { return known }
    let task = Task {
      await takeTurn()
      let result = await render(key)
      passTurn()
      underWay[key] = nil
      return result
    }
    underWay[key] = task
    return task
  }

  private func render(_ key: Key) async -> Result<Speech, SpeechFailure> {
    do throws(SpeechFailure) {
      let speech = try await synthesizer.speech(for: key.text, in: key.language)
      keep(speech, as: key)
      return .success(speech)
    } catch {
      return .failure(error)
    }
  }

  private func recall(_ key: Key) -> Speech? {
    guard let speech = kept[key]?.speech else { return nil }
    uses += 1
    kept[key]?.lastUse = uses
    return speech
  }

  private func keep(_ speech: Speech, as key: Key) {
    uses += 1
    if let old = kept.updateValue((speech, uses), forKey: key) { keptBytes -= old.speech.muLaw.count }
    keptBytes += speech.muLaw.count
    while keptBytes > capacityBytes, let oldest = kept.min(by: { $0.value.lastUse < $1.value.lastUse }) {
      kept[oldest.key] = nil
      keptBytes -= oldest.value.speech.muLaw.count
    }
  }

  private func takeTurn() async {
    if renderings < Self.maximumRenderings {
      renderings += 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  private func passTurn() {
    if waiting.isEmpty { renderings -= 1 } else { waiting.removeFirst().resume() }
  }
}
