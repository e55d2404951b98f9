/// What was said in a call, and how complete it is. Readable while the call runs; final once it is over.
public struct Transcript: Equatable, Sendable {
  /// How it stands.
  public enum Status: String, Sendable, CaseIterable {
    /// Nothing was said, and nothing will be.
    case none
    /// The call runs, or has ended this moment.
    case live
    /// Everything that was said is here.
    case final
    /// The call is over, and words are missing.
    case unavailable
  }

  /// Why words are missing, however often it was tried.
  public enum Reason: String, Sendable, Codable, CaseIterable {
    /// The caller spoke, and nothing could be kept of it: the store was away for longer than sessions wait.
    case wordsLost = "words_lost"
    /// The caller spoke, and whoever listened could make no words of any of it.
    case notTranscribed = "not_transcribed"
  }

  /// What became of it when the call was over. Words that come later make another one of it.
  public enum Fact: Equatable, Sendable, Codable {
    /// It is complete with so many utterances.
    case ready(utterances: Int)
    case unavailable(Reason)

    /// The event's public name.
    public var eventName: String {
      switch self {
      case .ready: "transcript.ready"
      case .unavailable: "transcript.unavailable"
      }
    }
  }

  public let status: Status
  /// Why it is unavailable.
  public let reason: Reason?
  /// The language of the dialogue.
  public let language: Language
  /// What was said, in order, redacted. Also of an unavailable one, what there is.
  public let utterances: [Utterance]
  /// When the call was answered, or else began: from then on times in it count.
  public let beginsAt: Timestamp

  /// The transcript of a call with these utterances.
  public init(of call: Call, _ utterances: [Utterance]) {
    self.utterances = utterances
    language = call.conversation.language
    beginsAt = call.answeredAt ?? call.startedAt
    switch call.transcript {
    case .ready: (status, reason) = (.final, nil)
    case .unavailable(let reason): (status, self.reason) = (.unavailable, reason)
    case nil: (status, reason) = (call.hasEnded && call.transcriptOutcome(utterances) == nil ? .none : .live, nil)
    }
  }

  /// How long after `beginsAt` an utterance was through.
  public func offset(of utterance: Utterance) -> Duration { max(.zero, utterance.at - beginsAt) }
}

extension Call {
  /// What is to be told of the transcript, once the call is over; nothing when that is told already (property 21).
  func decideTranscript(_ utterances: [Utterance]) -> Decision {
    guard hasEnded, let outcome = transcriptOutcome(utterances), outcome != transcript else { return .nothing }
    return Decision(facts: [.transcript(outcome)])
  }

  /// What these utterances make of the transcript; `nil` when nobody said anything.
  fileprivate func transcriptOutcome(_ utterances: [Utterance]) -> Transcript.Fact? {
    // A verdict, or an answer that was waited for, is of something that the caller said.
    let callerSpoke = !conversation.attempts.isEmpty || waits != nil
    let isHeard = utterances.contains { $0.speaker == .caller && $0.text != Utterance.inaudible }
    guard !utterances.isEmpty else { return callerSpoke ? .unavailable(.wordsLost) : nil }
    return callerSpoke && !isHeard ? .unavailable(.notTranscribed) : .ready(utterances: utterances.count)
  }
}

extension Utterance {
  /// What stands for words that nobody could make out.
  public static let inaudible = "[inaudible]"
}
