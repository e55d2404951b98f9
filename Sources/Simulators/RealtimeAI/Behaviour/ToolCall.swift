/// One function that the model calls.
public struct ToolCall: Equatable, Sendable {
  /// Stands in the arguments, with its quotes, for the number of the next verdict.
  public static let nextAttempt = "\"$next\""

  public var name: String
  /// As the model writes them: JSON, or what should be. `"$next"` becomes the next attempt's number.
  public var arguments: String

  /// A call of this function.
  public init(_ name: String, arguments: String = "{}") {
    self.name = name
    self.arguments = arguments
  }

  /// The verdict on the caller's request, with the number that comes next: what the last function output told
  /// (`next_attempt`), else counted.
  public static func outcome(served: Bool, reason: String = "answered") -> ToolCall {
    ToolCall(
      "report_outcome",
      arguments: "{\"attempt\":\(nextAttempt),\"served\":\(served),\"reason\":\(JSONText.quote(reason))}")
  }
}
