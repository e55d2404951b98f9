/// One thing measured twice in turns, so that a machine whose speed varies is the same for both.
public struct RateComparison: Codable, Sendable {
  /// Both sides, one right after the other.
  public struct Round: Codable, Sendable {
    public let reference: Rate
    public let ours: Rate
    /// Ours for one of the reference.
    public var ratio: Double { ours.perSecond / max(reference.perSecond, 1e-9) }

    /// A round.
    public init(reference: Rate, ours: Rate) {
      self.reference = reference
      self.ours = ours
    }
  }

  public let name: String
  public let rounds: [Round]
  /// The ratio that is promised; `nil` where none is.
  public let bar: Double?

  /// A comparison of these rounds; at least one.
  public init(_ name: String, _ rounds: [Round], bar: Double? = nil) {
    precondition(!rounds.isEmpty, "a comparison without rounds")
    self.name = name
    self.rounds = rounds
    self.bar = bar
  }

  /// The median of the rounds' ratios, and the least and the most.
  public var ratio: (median: Double, least: Double, most: Double) {
    let ratios = rounds.map(\.ratio).sorted()
    return (ratios[ratios.count / 2], ratios[0], ratios[ratios.count - 1])
  }

  /// The median of a figure of one side.
  public func median(_ figure: (Round) -> Double) -> Double { rounds.map(figure).sorted()[rounds.count / 2] }

  /// Whether the bar is held.
  public var isHeld: Bool { bar.map { ratio.median >= $0 } ?? true }
}
