/// Names a fact to the world outside: made of the call and the fact's number within it, so that it tells nothing of
/// other tenants. Text: the call's id, a dot, the number: `01890000-0000-7000-8000-000000000000.3`.
public struct EventID: Hashable, Sendable {
  public let call: Call.ID
  /// From 1.
  public let ordinal: Int

  /// The name of this fact of this call.
  public init(call: Call.ID, ordinal: Int) {
    self.call = call
    self.ordinal = ordinal
  }
}

extension EventID: LosslessStringConvertible {
  /// Reads the text; anything that `description` doesn't write is `nil`, letter case aside.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let call = Call.ID(String(parts[0])), let ordinal = Int(parts[1]), ordinal > 0,
      String(ordinal) == parts[1]
    else { return nil }
    self.init(call: call, ordinal: ordinal)
  }

  public var description: String { "\(call).\(ordinal)" }
}
