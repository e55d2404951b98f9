/// How important a caller is to the tenant. A tier shortens the apparent wait by a bonus of at most 120 s by default
/// (property 18).
public enum CallerTier: String, Sendable, Codable, CaseIterable {
  case diamond, platinum, gold, silver, standard

  /// The largest bonus by default: nobody is overtaken by one who came more than this later.
  public static let maximumBonus: Duration = .seconds(120)

  /// How much earlier the caller counts as having arrived, by default.
  public var bonus: Duration { bonus(atMost: Self.maximumBonus) }

  /// The bonus where the highest tier has `largest`: each tier a quarter of it less.
  public func bonus(atMost largest: Duration) -> Duration {
    switch self {
    case .diamond: largest
    case .platinum: largest * 3 / 4
    case .gold: largest / 2
    case .silver: largest / 4
    case .standard: .zero
    }
  }
}
