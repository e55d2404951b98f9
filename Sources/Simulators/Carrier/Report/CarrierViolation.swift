/// Something the server did that the carrier's rules forbid.
public struct CarrierViolation: Error, Equatable, Sendable, CustomStringConvertible {
  /// The carrier's error code, as far as it is known.
  public let code: Int
  /// What is wrong, in one sentence.
  public let reason: String

  package init(_ code: Int, _ reason: String) {
    self.code = code
    self.reason = reason
  }

  package init(_ refusal: TwiMLRefusal) {
    self.init(refusal.code, refusal.reason)
  }

  public var description: String { "\(code): \(reason)" }

  /// A stream message that is not what it should be. The number is from general knowledge.
  package static func stream(_ reason: String) -> Self { Self(31951, reason) }
}
