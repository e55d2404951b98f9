/// A caller who may be a machine is asked to press a key, a few times at most.
public struct KeyChallenge: Equatable, Sendable, Codable {
  /// How often a caller may try.
  public static let standardTries = 2

  /// The key that is asked for.
  public let key: DialKey
  public let maximumTries: Int
  /// Tries that missed: another key, or none in time.
  public private(set) var misses = 0
  public private(set) var isPassed = false

  /// A challenge that wasn't tried yet; at least one try.
  public init(key: DialKey, maximumTries: Int = Self.standardTries) {
    self.key = key
    self.maximumTries = max(maximumTries, 1)
  }

  /// Whether the caller is still being asked.
  public var isOpen: Bool { !isPassed && misses < maximumTries }
  /// Which try is awaited, from 1.
  public var nextTry: Int { misses + 1 }
  /// What the caller is asked.
  public func question(in language: Language) -> KeyQuestion {
    KeyQuestion(key: key, attempt: nextTry, language: language)
  }

  mutating func miss() { misses += 1 }
  mutating func pass() { isPassed = true }
}

/// One try of a challenge, as the caller hears it.
public struct KeyQuestion: Equatable, Sendable {
  public let key: DialKey
  /// Counts from 1.
  public let attempt: Int
  public let language: Language

  /// The words; English where we have none.
  public var text: String {
    let isSpanish = language.primary == "es"
    let request =
      isSpanish ? "Para continuar, pulse la tecla \(key)." : "To continue with your call, please press \(key)."
    guard attempt > 1 else { return request }
    return (isSpanish ? "No ha sido correcto. " : "That was not right. ") + request
  }
}
