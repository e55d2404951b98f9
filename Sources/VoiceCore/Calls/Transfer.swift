/// A hand-over of the caller to a person. The caller's number goes along unchanged (property 8).
public struct Transfer: Equatable, Sendable, Codable {
  /// How it went, in the carrier's report.
  public enum Outcome: String, Sendable, Codable, CaseIterable {
    case answered, busy
    case noAnswer = "no_answer"
    case failed
  }

  public let reason: TransferReason
  /// The department that the caller is handed to; `nil` is the tenant's customer service.
  public let department: Department.ID?
  /// Where somebody of the tenant's people sent the call; `nil` when the rules say it.
  public let target: RoutingTarget?
  /// The extension that the caller dialled; `target` is who has it.
  public let dialled: Extension?
  /// `nil` until the world has told.
  public internal(set) var outcome: Outcome?

  /// A hand-over that is wanted.
  public init(
    reason: TransferReason, department: Department.ID? = nil, target: RoutingTarget? = nil, dialled: Extension? = nil
  ) {
    self.reason = reason
    self.department = department
    self.target = target
    self.dialled = dialled
  }
}
