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
  /// `nil` until the world has told.
  public internal(set) var outcome: Outcome?

  /// A hand-over that is wanted.
  public init(reason: TransferReason, department: Department.ID? = nil) {
    self.reason = reason
    self.department = department
  }
}
