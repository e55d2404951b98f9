/// Listens for what hands a caller to a person, utterance by utterance; the first that is heard counts (property 6).
///
/// An emergency goes before a keyword, a keyword before frustration. Upset is who says harsh words twice, or once after a request of
/// theirs has failed: by a rule that can be told, not by a model's feeling.
public struct TransferWatch: Equatable, Sendable {
  private let signs: TransferSigns
  private var harshUtterances = 0
  private var hasFailedAttempt = false

  /// Listens for these signs.
  public init(_ signs: TransferSigns) { self.signs = signs }

  /// A request of the caller's wasn't served.
  public mutating func attemptFailed() { hasFailedAttempt = true }

  /// The caller said this. Why a person is to take the call; `nil` where nothing says so.
  public mutating func hear(_ text: String) -> TransferReason? {
    // A note in place of words, such as a key.
    guard !text.hasPrefix("[") else { return nil }
    let words = FoldedText(text).words
    if isEmergency(words) { return .emergency }
    if signs.keywords.contains(where: { $0.occurs(in: words) }) { return .keyword }
    guard signs.hearsFrustration, SignalWords.harsh.contains(where: { $0.occurs(in: words) }) else { return nil }
    harshUtterances += 1
    return harshUtterances > 1 || hasFailedAttempt ? .frustration : nil
  }

  private func isEmergency(_ words: [String]) -> Bool {
    guard signs.hearsEmergencies else { return false }
    if signs.emergencyWords.contains(where: { $0.occurs(in: words) }) { return true }
    guard SignalWords.danger.contains(where: { $0.occurs(in: words) }) else { return false }
    // Looked at once more without what denies it: seldom, for danger is.
    let rest = SignalWords.noDanger.reduce(words) { rest, denial in rest.without(denial.words) }
    return SignalWords.danger.contains { $0.occurs(in: rest) }
  }
}

extension [String] {
  /// These without each run of others; what stood around it doesn't move together.
  fileprivate func without(_ run: [String]) -> [String] {
    var rest: [String] = []
    var place = startIndex
    while place < endIndex {
      if self[place...].starts(with: run) {
        rest.append("")
        place += run.count
      } else {
        rest.append(self[place])
        place += 1
      }
    }
    return rest
  }
}
