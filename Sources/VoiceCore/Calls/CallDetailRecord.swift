/// What remains of a call that ended: exactly one for each (properties 11 and 29).
public struct CallDetailRecord: Equatable, Sendable, Codable {
  public let call: Call.ID
  public let direction: Call.Direction
  public private(set) var caller: Caller
  public let dialled: PhoneNumber
  public let startedAt: Timestamp
  public let answeredAt: Timestamp?
  public let endedAt: Timestamp
  /// The terminal status.
  public let disposition: Call.Status
  public let cause: Ending.Cause
  /// What it came to; `nil` in records of former days.
  public let outcome: CallOutcome?
  /// Who of the tenant's people ended it, by reference only; `nil` where nobody of them did.
  public let endedBy: AuditReference?
  /// Failed attempts of the receptionist, 0–3.
  public let failedAttempts: Int
  /// The hand-over, if there was one.
  public let transfer: Transfer?
  private let met: [Participant]?
  public let screening: ScreeningVerdict?
  /// What the voice AI used in all; `nil` when nothing was metered.
  public let aiUsage: AIUsage?
  /// Which of the tenant's people took over from the receptionist, in the order of their first time; `nil` when nobody did.
  public let operators: [User.ID]?

  /// The same of a caller who showed no number.
  var withheld: CallDetailRecord {
    var record = self
    record.caller = .withheld
    return record
  }

  /// Who of ours talked with the caller, the receptionist aside, in the order in which they came.
  public var participants: [Participant] { met ?? [] }
  /// From first ring to end.
  public var duration: Duration { endedAt - startedAt }
  /// From answer to end; zero when nobody answered.
  public var answeredDuration: Duration { answeredAt.map { endedAt - $0 } ?? .zero }

  /// The record of a call; `nil` while it runs.
  public init?(of call: Call) {
    guard let ending = call.ending else { return nil }
    self.call = call.id
    direction = call.direction
    caller = call.caller
    dialled = call.dialled
    startedAt = call.startedAt
    answeredAt = call.answeredAt
    endedAt = ending.at
    disposition = call.status
    cause = ending.cause
    outcome = CallOutcome(of: call)
    endedBy = ending.by
    failedAttempts = call.conversation.failedAttempts
    transfer = call.transfer
    met = call.met
    screening = call.screening
    aiUsage = call.aiUsage
    operators = call.floor.flatMap { $0.spoke.isEmpty ? nil : $0.spoke }
  }
}
