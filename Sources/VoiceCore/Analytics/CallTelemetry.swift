/// Told of what was committed about calls, for operators' metrics: each thing once, after its commit. Must return at once.
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

  /// A port of these closures.
  public init(
    screened: @escaping @Sendable (SpamAction) -> Void,
    transferred: @escaping @Sendable (TransferReason, Transfer.Outcome) -> Void,
    ended: @escaping @Sendable (Call) -> Void, metered: @escaping @Sendable (AIUsage) -> Void = { _ in },
    refused: @escaping @Sendable (AdmissionRefusal) -> Void = { _ in }
  ) {
    self.screened = screened
    self.transferred = transferred
    self.ended = ended
    self.metered = metered
    self.refused = refused
  }

  /// Tells nobody.
  public static let none = CallTelemetry(screened: { _ in }, transferred: { _, _ in }, ended: { _ in })
}
