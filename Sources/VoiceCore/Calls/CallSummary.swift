/// What somebody who wasn't there wants to know of a call, from what was kept of it: no model writes it, so nothing in it is made up.
public struct CallSummary: Equatable, Sendable {
  /// So many of the caller's last utterances are shown.
  public static let maximumUtterances = 6
  /// So many characters of each.
  public static let maximumCharacters = 200

  /// `nil` while it runs.
  public let outcome: CallOutcome?
  public let language: Language
  /// Requests with a verdict, and those of them that failed.
  public let requests: Int
  public let failed: Int
  public let transferReason: TransferReason?
  /// The caller's last words in order, redacted as in the transcript, cut with ` …`; notes in their place left out.
  public let said: [String]
  /// What they left with the receptionist.
  public let notes: [CallerNote]

  /// The summary of a call, of which this was said and left.
  public init(of call: Call, _ utterances: [Utterance], _ notes: [CallerNote]) {
    outcome = CallOutcome(of: call)
    language = call.conversation.language
    requests = call.conversation.attempts.count
    failed = call.conversation.failedAttempts
    transferReason = call.transfer?.reason
    said = utterances.filter { $0.speaker == .caller && !$0.isNote }.suffix(Self.maximumUtterances).map(\.cut)
    self.notes = notes
  }
}

extension Utterance {
  /// It stands for something that wasn't words, such as a key; what was redacted in words doesn't make it one.
  fileprivate var isNote: Bool { text.hasPrefix("[") && text.hasSuffix("]") && !text.dropFirst().contains("[") }

  fileprivate var cut: String {
    text.count > CallSummary.maximumCharacters ? text.prefix(CallSummary.maximumCharacters) + " …" : text
  }
}
