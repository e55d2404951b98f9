/// A fact of a call as the log holds it: numbered without gaps from 1, in the order of commit.
public struct RecordedFact: Equatable, Sendable, Codable {
  public let call: Call.ID
  /// Position within the call, from 1, gapless.
  public let ordinal: Int
  public let at: Timestamp
  public let fact: Call.Fact

  /// A fact at its place.
  public init(call: Call.ID, ordinal: Int, at: Timestamp, fact: Call.Fact) {
    self.call = call
    self.ordinal = ordinal
    self.at = at
    self.fact = fact
  }
}
