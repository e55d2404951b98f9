/// Why a case fails.
public struct Failure: Equatable, Sendable {
  /// Where a failure comes from; equal origins count as one bug.
  public struct Origin: Equatable, Sendable {
    /// The error's type, with its module.
    public let type: String
    /// The place of the requirement, if it was one, as `Module/File.swift:12`.
    public let place: String?
  }

  /// Where it comes from.
  public let origin: Origin
  /// What it says.
  public let message: String

  init(_ error: any Error) {
    let requirement = error as? RequirementFailure
    origin = Origin(
      type: String(reflecting: Swift.type(of: error)), place: requirement.map { "\($0.fileID):\($0.line)" })
    message = requirement?.message ?? String(describing: error)
  }
}
