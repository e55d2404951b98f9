/// What a call came to, from its facts alone: the first of these that is true.
public enum CallOutcome: String, Sendable, Codable, CaseIterable {
  /// Screening or the lack of anybody to answer turned it away, or it was ended as spam.
  case turnedAway = "turned_away"
  /// Somebody of ours talked with the caller.
  case withPerson = "with_person"
  /// The caller is to be called back instead of waiting.
  case callBack = "call_back"
  /// The caller left a voicemail.
  case voicemail
  /// A person was wanted, and nobody talked with the caller.
  case nobodyReached = "nobody_reached"
  /// The carrier or the stream failed, or nobody answered on the other side.
  case failed
  /// The receptionist served some request.
  case served
  /// The caller asked, and no request was served.
  case notServed = "not_served"
  /// Nothing was asked, and nothing more was heard of the caller.
  case silent
  /// Nothing was asked, or nothing that got a verdict.
  case nothingAsked = "nothing_asked"

  /// What a call came to; `nil` while it runs.
  public init?(of call: Call) {
    guard let cause = call.ending?.cause else { return nil }
    let verdicts = call.conversation.attempts.map(\.verdict)
    self =
      if cause == .rejected || cause == .spam {
        .turnedAway
      } else if call.hasMetPerson {
        .withPerson
      } else if call.callBackFrom != nil {
        .callBack
      } else if call.course?.stop == .done {
        .voicemail
      } else if call.transfer != nil {
        .nobodyReached
      } else if [.failed, .noAnswer].contains(call.status) {
        .failed
      } else if verdicts.contains(.served) {
        .served
      } else if !verdicts.isEmpty {
        .notServed
      } else if cause == .silent {
        .silent
      } else {
        .nothingAsked
      }
  }
}

extension Call {
  /// Somebody of ours has talked with the caller, the receptionist aside.
  var hasMetPerson: Bool {
    transfer?.outcome == .answered || !participants.isEmpty || floor?.spoke.isEmpty == false
  }
}
