public import VoiceCore

/// What came of a script.
public struct ConversationOutcome: Equatable, Sendable {
  public let script: ConversationScript
  /// The questions of the entries whose answers were heard to their end.
  public let answered: [String]
  /// The hand-over, if there was one.
  public let transfer: Transfer?
  /// The department's name of that.
  public let department: String?
  public let ended: Ending.Cause
  /// Requests of the caller that failed.
  public let failedAttempts: Int
  /// How often the caller said or keyed something.
  public let turns: Int
  /// The longest that the caller waited for the first sound of an answer.
  public let longestWait: Duration
  /// From the first ring to the end.
  public let length: Duration
  /// What the voice AI cost, in millionths of a US dollar.
  public let microdollars: Int
  /// All that the receptionist said, as far as it was heard.
  public let said: [String]
  /// What is kept of what both said.
  public let kept: [String]

  /// The caller got an answer, and no person was needed.
  public var isResolved: Bool { !answered.isEmpty && transfer == nil }
  /// The caller was handed to a person who shouldn't have been, or for another reason than the true one.
  public var isFalselyTransferred: Bool { transfer != nil && transfer?.reason != script.expect.transfer }

  /// What isn't as expected, a sentence each.
  public var failures: [String] {
    let expect = script.expect
    var failures: [String] = []
    func demand(_ isMet: Bool, _ text: String) { if !isMet { failures.append(text) } }
    demand(
      answered == expect.answered,
      "answered \(answered.isEmpty ? "nothing" : answered.joined(separator: ", ")), expected \(expect.answered.isEmpty ? "nothing" : expect.answered.joined(separator: ", "))"
    )
    demand(
      transfer?.reason == expect.transfer,
      "transferred because of \(transfer?.reason.rawValue ?? "nothing"), expected \(expect.transfer?.rawValue ?? "nothing")"
    )
    demand(
      department == expect.department,
      "transferred to \(department ?? "no department"), expected \(expect.department ?? "no department")")
    if let wanted = expect.ended { demand(ended == wanted, "ended by \(ended.rawValue), expected \(wanted.rawValue)") }
    for words in expect.neverSays + ConversationCompany.unspeakable {
      demand(!said.contains { $0.lowercased().contains(words.lowercased()) }, "said “\(words)”")
    }
    for words in expect.neverKeeps {
      demand(!kept.contains { $0.lowercased().contains(words.lowercased()) }, "kept what must not be kept")
    }
    return failures
  }
}
