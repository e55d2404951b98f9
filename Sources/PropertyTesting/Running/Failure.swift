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
  /// What the actual value differs in, if two were compared.
  public let difference: Difference?

  /// The type's name without the address that a private type's has, which is another in each process.
  private static func name(of error: any Error) -> String {
    var name = String(reflecting: Swift.type(of: error))
    while let start = name.firstRange(of: "(unknown context at $"),
      let end = name[start.upperBound...].firstIndex(of: ")")
    {
      name.removeSubrange(start.lowerBound...end)
      if name[..<start.lowerBound].last == ".", name[start.lowerBound...].first == "." {
        name.remove(at: start.lowerBound)
      }
    }
    return name
  }

  init(_ error: any Error) {
    if let located = error as? any LocatedError {
      let bug = Failure(located.underlying)
      origin = bug.origin
      message = "\(located.location): \(bug.message)"
      difference = bug.difference
      return
    }
    let requirement = error as? RequirementFailure
    origin = Origin(
      type: Self.name(of: error), place: requirement.map { "\($0.fileID):\($0.line)" })
    message = requirement?.message ?? String(describing: error)
    difference = requirement?.difference
  }
}

/// An error with the place in the case where it happened, for instance the step of a program. The bug is the underlying
/// one: the same at another step is no other bug.
public protocol LocatedError: Error {
  /// What went wrong there: the bug.
  var underlying: any Error { get }
  /// The place in words, for the reader of the report.
  var location: String { get }
}
