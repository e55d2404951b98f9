/// A hand-over of the caller to a person. The caller's number goes along unchanged (property 8).
public struct Transfer: Equatable, Sendable, Codable {
  /// How it went, in the carrier's report.
  public enum Outcome: String, Sendable, Codable, CaseIterable {
    case answered, busy
    case noAnswer = "no_answer"
    case failed
  }

  /// Whether whoever is rung is asked first.
  public enum Manner: String, Sendable, Codable, CaseIterable {
    /// Whoever picks up has the caller at once.
    case cold
    /// Whoever picks up hears who it is and why, and takes the caller by key or declines.
    case warm
  }

  public let reason: TransferReason
  /// The department that the caller is handed to; `nil` is the tenant's customer service.
  public let department: Department.ID?
  /// Where somebody of the tenant's people sent the call; `nil` when the rules say it.
  public let target: RoutingTarget?
  /// The extension that the caller dialled; `target` is who has it.
  public let dialled: Extension?
  /// `nil` for a cold one.
  private let kept: Manner?
  /// `nil` until the world has told.
  public internal(set) var outcome: Outcome?

  /// A hand-over that is wanted.
  public init(
    reason: TransferReason, department: Department.ID? = nil, target: RoutingTarget? = nil, dialled: Extension? = nil,
    manner: Manner = .cold
  ) {
    kept = manner == .cold ? nil : manner
    self.reason = reason
    self.department = department
    self.target = target
    self.dialled = dialled
  }

  /// Whether whoever is rung is asked first.
  public var manner: Manner { kept ?? .cold }

  private enum CodingKeys: String, CodingKey {
    case reason, department, target, dialled, outcome
    case kept = "manner"
  }
}
