/// How much a call looks like spam: 0 (not at all) to 100.
public struct SpamScore: Hashable, Sendable, Codable, Comparable {
  public static let maximum = 100

  public let points: Int

  /// A score; what lies outside 0…100 counts as the nearer end.
  public init(_ points: Int) { self.points = min(max(points, 0), Self.maximum) }

  /// Reads the bare number.
  public init(from decoder: any Decoder) throws { self.init(try decoder.singleValueContainer().decode(Int.self)) }

  /// Writes the bare number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(points)
  }

  /// By points.
  public static func < (left: Self, right: Self) -> Bool { left.points < right.points }
}
