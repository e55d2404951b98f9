/// By what a tenant's callers are handed to a person without a request that failed (property 6). Where they go is for the tenant's
/// transfer rules, which know the reasons by name.
public struct TransferSigns: Equatable, Sendable, Codable {
  /// The most phrases of each kind.
  public static let maximumPhrases = 64
  /// The most callers who go to a person at once.
  public static let maximumNumbers = 200

  /// What hands a caller over who says it.
  public private(set) var keywords: [Keyword] = []
  /// What is an emergency beside the words that always are.
  public private(set) var emergencyWords: [Keyword] = []
  /// Callers who speak with no voice AI.
  public private(set) var vipNumbers: [PhoneNumber] = []
  /// Whether words of danger hand over at once.
  public var hearsEmergencies = true
  /// Whether callers who are upset are handed over.
  public var hearsFrustration = true

  /// No keywords and no important callers; emergencies and frustration are heard.
  public init() {}

  /// Takes these phrases.
  /// - Throws: by place, a phrase without a word or with too many; `.tooMany` phrases.
  public mutating func setKeywords(_ texts: [String]) throws(RefusedSetting) {
    keywords = try Self.phrases(texts, as: "keywords")
  }

  /// Takes these phrases.
  /// - Throws: by place, a phrase without a word or with too many; `.tooMany` phrases.
  public mutating func setEmergencyWords(_ texts: [String]) throws(RefusedSetting) {
    emergencyWords = try Self.phrases(texts, as: "emergency_words")
  }

  /// Takes these numbers.
  /// - Throws: by place, what is no E.164 number; `.tooMany` numbers.
  public mutating func setVIPNumbers(_ texts: [String]) throws(RefusedSetting) {
    guard texts.count <= Self.maximumNumbers else {
      throw RefusedSetting("vip_numbers", .tooMany(Self.maximumNumbers))
    }
    var numbers: [PhoneNumber] = []
    for (index, text) in texts.enumerated() {
      guard let number = PhoneNumber(text) else { throw RefusedSetting("vip_numbers/\(index)", .malformed) }
      numbers.append(number)
    }
    vipNumbers = numbers
  }

  private static func phrases(_ texts: [String], as field: String) throws(RefusedSetting) -> [Keyword] {
    guard texts.count <= maximumPhrases else { throw RefusedSetting(field, .tooMany(maximumPhrases)) }
    var phrases: [Keyword] = []
    for (index, text) in texts.enumerated() {
      guard text.unicodeScalars.count <= Keyword.maximumLength else {
        throw RefusedSetting("\(field)/\(index)", .tooLong(Keyword.maximumLength))
      }
      guard let phrase = Keyword(text) else {
        let isWordless = FoldedText(text).words.isEmpty
        throw RefusedSetting("\(field)/\(index)", isWordless ? .wordless : .tooMany(Keyword.maximumWords))
      }
      phrases.append(phrase)
    }
    return phrases
  }

  /// Takes a number off the list of VIPs; whether it was there.
  mutating func forget(_ number: PhoneNumber) -> Bool {
    let before = vipNumbers.count
    vipNumbers.removeAll { $0 == number }
    return vipNumbers.count < before
  }

  /// Whether whoever calls goes to a person at once.
  public func isVIP(_ caller: Caller) -> Bool { caller.number.map(vipNumbers.contains) ?? false }
}
