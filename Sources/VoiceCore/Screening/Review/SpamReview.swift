/// A call that somebody should look at: flagged or challenged by screening, or reported by staff. One a call.
public struct SpamReview: Equatable, Sendable, Codable {
  /// Whether somebody has looked.
  public enum State: String, Sendable, Codable, CaseIterable {
    case open, judged
  }

  /// What the call was.
  public enum Judgement: String, Sendable, Codable, CaseIterable {
    case spam
    case notSpam = "not_spam"
  }

  public let call: Call.ID
  public private(set) var caller: Caller
  /// What screening said last.
  public var verdict: ScreeningVerdict
  public let openedAt: Timestamp
  /// What somebody said, who and when; `nil` while it is open.
  public private(set) var judged: Judged?

  /// A judgement.
  public struct Judged: Equatable, Sendable, Codable {
    public let judgement: Judgement
    public let by: SpamReport.Reporter
    public let at: Timestamp

    /// A judgement of these parts.
    public init(_ judgement: Judgement, by: SpamReport.Reporter, at: Timestamp) {
      self.judgement = judgement
      self.by = by
      self.at = at
    }
  }

  /// A call to look at.
  public init(of call: Call, at moment: Timestamp) {
    self.call = call.id
    caller = call.caller
    verdict = call.screening ?? .clean
    openedAt = moment
  }

  /// The same of a caller who showed no number.
  var withheld: SpamReview {
    var review = self
    review.caller = .withheld
    return review
  }

  /// Whether somebody has looked.
  public var state: State { judged == nil ? .open : .judged }

  /// Somebody has looked; the last word counts.
  public mutating func judge(_ judged: Judged) { self.judged = judged }
}
