/// What stays of a closed tenant's last unit of work, for what is to be done when its keys are gone.
public struct LastWork: Equatable, Sendable {
  /// Where its audit log stood; `nil` when that can't be read.
  public let auditHead: AuditHead?
  /// The calls that the carrier has: people talk with each other there, and no session of ours can end them.
  public let handedOver: [CarrierCallID]
  /// The recordings that the carrier has: nobody else knows of them any more.
  public let recordings: [CarrierRecording]

  /// What is known.
  public init(auditHead: AuditHead?, handedOver: [CarrierCallID] = [], recordings: [CarrierRecording] = []) {
    self.recordings = recordings
    self.auditHead = auditHead
    self.handedOver = handedOver
  }
}
