internal import VoiceCore

/// What the model owes the caller in one turn since it looked it up: an answer that leaves out a key fact of the entry failed,
/// whatever the model says of it (property 14).
///
/// Of several look-ups in a turn the last one that found something counts. An answer into which the caller broke, or of which no
/// words are known, isn't judged.
struct KeyFactDuty {
  private var turn = 0
  private var entry: KnowledgeEntry?
  private var said = ""
  private var isAnswered = false
  /// What was said, or would have been, isn't known.
  private var isUnknown = false

  /// The entry that answers best what the model asked in this turn of the caller; `nil` for one by whose facts nothing can be
  /// judged.
  mutating func lookedUp(_ entry: KnowledgeEntry?, in turn: Int) {
    guard begin(turn) else { return }
    self.entry = entry
    isAnswered = false
  }

  /// The model has spoken.
  /// - Parameter isAnswer: `false` for words beside a look-up, which come before the answer.
  mutating func spoke(_ words: [String], in turn: Int, isAnswer: Bool) {
    guard begin(turn) else { return }
    for text in words where said.utf8.count < KnowledgeEntry.maximumReplyLength { said += " " + text }
    guard isAnswer else { return }
    isAnswered = true
    if words.allSatisfy(\.isEmpty) { isUnknown = true }
  }

  /// The caller broke in.
  mutating func wasCut(in turn: Int) {
    if begin(turn) { isUnknown = true }
  }

  /// What the answer to this turn comes to; `nil` where nothing is owed, or nothing was answered yet.
  func verdict(in turn: Int) -> Verdict? {
    guard turn == self.turn, isAnswered, !isUnknown else { return nil }
    return entry?.verdict(on: said)
  }

  /// Forgets a former turn; `false` for one that is former itself.
  private mutating func begin(_ turn: Int) -> Bool {
    guard turn >= self.turn else { return false }
    if turn > self.turn {
      self = KeyFactDuty()
      self.turn = turn
    }
    return true
  }
}
