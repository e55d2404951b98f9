/// How important a caller is to the tenant. A tier shortens the apparent wait by a bonus of at most 120 s (property 18).
public enum CallerTier: String, Sendable, Codable, CaseIterable {
  case diamond, platinum, gold, silver, standard

  /// The largest bonus: nobody is overtaken by one who came more than this later.
  public static let maximumBonus: Duration = .seconds(120)

  /// How much earlier the caller counts as having arrived.
  public var bonus: Duration {
    switch self {
    case .diamond: .seconds(120)
    case .platinum: .seconds(90)
    case .gold: .seconds(60)
    case .silver: .seconds(30)
    case .standard: .zero
    }
  }
}
