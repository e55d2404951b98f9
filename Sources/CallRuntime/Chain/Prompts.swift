public import MediaBridge
import Synchronization
public import VoiceCore

/// Phrases that are at hand when they are needed, in each language in which somebody has called: nothing is rendered while a caller waits.
public final class Prompts: Sendable {
  /// One phrase as audio.
  public struct Prompt: Sendable {
    public let text: String
    public let chunks: [AudioChunk]

    /// A prompt of these words.
    public init(text: String, chunks: [AudioChunk]) {
      self.text = text
      self.chunks = chunks
    }

    /// How many μ-law bytes it has; one is 0.125 ms.
    var bytes: Int { chunks.reduce(0) { $0 + $1.byteCount } }
    var duration: Duration { .microseconds(bytes * 125) }
  }

  /// Languages beyond so many have no prompts.
  public static let maximumLanguages = 64

  private enum State { case underWay, ready([Prompt?]) }

  /// What is wanted in each language.
  private static let phrases: [Phrase] = [.oneMoment, .cannotGoOn, .stillThere, .endsSoon]

  private let speak: @Sendable (String, Language) async -> [AudioChunk]?
  private let shelf = Mutex<[Language: State]>([:])

  /// Prompts spoken by this voice; `nil` where it can't. Must end by itself.
  public init(speak: @escaping @Sendable (String, Language) async -> [AudioChunk]?) { self.speak = speak }

  /// Prompts that are at hand from the beginning, in one language.
  package convenience init(oneMoment: Prompt, cannotGoOn: Prompt, in language: Language) {
    self.init { _, _ in nil }
    shelf.withLock { $0[language] = .ready([oneMoment, cannotGoOn, nil, nil]) }
  }

  /// Nobody speaks: no prompts.
  public static var none: Prompts { Prompts { _, _ in nil } }

  /// Makes the prompts of a language, unless they are there or being made. Returns at once.
  ///
  /// The task has no parent, for no caller waits for it and many share what it makes. It ends when the voice has spoken.
  package func prepare(in language: Language) {
    let isWanted = shelf.withLock { shelf in
      guard shelf[language] == nil, shelf.count < Self.maximumLanguages else { return false }
      shelf[language] = .underWay
      return true
    }
    guard isWanted else { return }
    Task { [self] in
      var made: [Prompt?] = []
      for phrase in Self.phrases {
        let text = phrase.text(in: language)
        made.append(await speak(text, language).map { Prompt(text: text, chunks: $0) })
      }
      let prompts = made
      // What can't be made now is tried again for the next caller.
      shelf.withLock { $0[language] = prompts.contains { $0 == nil } ? nil : .ready(prompts) }
    }
  }

  /// The filler; `nil` while there is none.
  func oneMoment(in language: Language) -> Prompt? { prompt(0, in: language) }

  /// The words before a person is asked for; `nil` while there are none.
  func cannotGoOn(in language: Language) -> Prompt? { prompt(1, in: language) }

  /// What is said before a limit strikes; `nil` while there is nothing, or where nothing is said.
  func announcement(of reason: SessionMeter.Reason, in language: Language) -> Prompt? {
    switch reason {
    case .cost: nil
    case .idle: prompt(2, in: language)
    case .length: prompt(3, in: language)
    }
  }

  private func prompt(_ index: Int, in language: Language) -> Prompt? {
    shelf.withLock { shelf in if case .ready(let prompts)? = shelf[language] { prompts[index] } else { nil } }
  }
}
