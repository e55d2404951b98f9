/// How and when a call ended.
public struct Ending: Equatable, Sendable, Codable {
  /// What ended the call. The first cause to arrive is the one that counts.
  public enum Cause: String, Sendable, Codable, CaseIterable {
    /// Screening or the lack of anybody to answer: refused while ringing.
    case rejected
    /// What the caller said is spam: ended within the turn.
    case spam
    /// The caller hung up, or the far end did after a transfer.
    case hungUp = "hung_up"
    /// We said goodbye and closed.
    case closed
    /// Nothing was heard of the caller, who was asked twice and said goodbye to.
    case silent
    /// Somebody of the tenant's people ended it.
    case endedByStaff = "ended_by_staff"
    /// The carrier says that the leg was busy, unanswered or cancelled.
    case unanswered
    /// The carrier says that the leg failed.
    case carrierFailed = "carrier_failed"
    /// The media stream broke and nobody came back within the time for it.
    case streamLost = "stream_lost"
    /// The node was shut down. Kept for records that have it: by now such calls go on elsewhere (property 48).
    case drained
  }

  public let cause: Cause
  public let at: Timestamp
  /// Who of the tenant's people ended it, by reference only; `nil` for every other cause.
  public let by: AuditReference?

  /// An ending for this cause at that moment.
  public init(_ cause: Cause, at: Timestamp) { self.init(cause, at: at, by: nil) }

  /// Somebody of the tenant's people ended the call at that moment.
  public init(by person: AuditReference, at: Timestamp) { self.init(.endedByStaff, at: at, by: person) }

  private init(_ cause: Cause, at: Timestamp, by: AuditReference?) {
    self.cause = cause
    self.at = at
    self.by = by
  }
}

extension Ending.Cause {
  /// The terminal status of a call that ended so, given whether anybody had answered it.
  public func status(afterAnswer answered: Bool) -> Call.Status {
    switch self {
    case .rejected: .rejected
    case .hungUp, .closed, .silent, .endedByStaff: answered ? .completed : .noAnswer
    case .unanswered: .noAnswer
    case .drained, .spam: answered ? .completed : .rejected
    case .carrierFailed, .streamLost: .failed
    }
  }

  /// We ended it, so the carrier has yet to be told; who is rejected is so by our answer.
  var wantsHangUp: Bool {
    switch self {
    case .closed, .silent, .endedByStaff, .spam, .streamLost, .drained: true
    case .rejected, .hungUp, .unanswered, .carrierFailed: false
    }
  }
}
