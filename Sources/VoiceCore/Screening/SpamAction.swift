/// What is done with a suspicious call, from the mildest to the strictest. Source: property 7.
public enum SpamAction: String, Sendable, Codable, CaseIterable, Comparable {
  case allow, flag, challenge, block

  /// Milder before stricter.
  public static func < (left: Self, right: Self) -> Bool { left.strictness < right.strictness }

  private var strictness: Int {
    switch self {
    case .allow: 0
    case .flag: 1
    case .challenge: 2
    case .block: 3
    }
  }
}
