/// How often a demanded label came.
public struct CoverageShare: Equatable, Sendable {
  /// The demand.
  public let demand: Coverage
  /// Values that bear the label.
  public let hits: Int
  /// Values drawn.
  public let samples: Int
}
