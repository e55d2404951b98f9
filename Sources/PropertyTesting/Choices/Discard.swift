/// Thrown by a generator or a property's body when a case is not a case of the law; it counts neither for nor against.
public struct Discard: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was not met, for the report.
  public let reason: String

  /// A discard for `reason`, which should name the condition ("index within the list").
  public init(_ reason: String = "precondition") { self.reason = reason }

  public var description: String { "discarded: \(reason)" }

  /// Too many choices, or so many parts that it comes to the same.
  static let overrun = Discard("more than \(ChoiceSource.maximumChoices) choices")
  static let misfit = Discard("the recorded choices do not fit the generator")
}
