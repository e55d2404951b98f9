/// Told of what was committed about calls, for operators' metrics and traces: each thing once, after its commit where nothing else is said. Must return at once.
public struct CallTelemetry: Sendable {
  /// Screening said this of a new call.
  public let screened: @Sendable (SpamAction) -> Void
  /// The carrier told how a hand-over went.
  public let transferred: @Sendable (TransferReason, Transfer.Outcome) -> Void
  /// The call ended.
  public let ended: @Sendable (Call) -> Void
  /// The voice AI of a call used this much more.
  public let metered: @Sendable (AIUsage) -> Void
  /// A call wasn't taken, or not placed, for this node takes no more.
  public let refused: @Sendable (AdmissionRefusal) -> Void
  /// A caller heard the first sound of an answer at this moment, and had waited so for it. Told as it happens, before it is stored.
  public let answered: @Sendable (TurnWait, Timestamp, CallPlace) -> Void

  /// A port of these closures.
  public init(
    screened: @escaping @Sendable (SpamAction) -> Void,
    transferred: @escaping @Sendable (TransferReason, Transfer.Outcome) -> Void,
    ended: @escaping @Sendable (Call) -> Void, metered: @escaping @Sendable (AIUsage) -> Void = { _ in },
    refused: @escaping @Sendable (AdmissionRefusal) -> Void = { _ in },
    answered: @escaping @Sendable (TurnWait, Timestamp, CallPlace) -> Void = { _, _, _ in }
  ) {
    self.screened = screened
    self.transferred = transferred
    self.ended = ended
    self.metered = metered
    self.refused = refused
    self.answered = answered
  }

  /// Tells nobody.
  public static let none = CallTelemetry(screened: { _ in }, transferred: { _, _ in }, ended: { _ in })
}
