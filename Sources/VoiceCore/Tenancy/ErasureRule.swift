/// How a tenant's content is taken out.
public struct ErasureRule: Sendable {
  /// Rows or objects at once, so that others' commits needn't wait for long.
  public var batch: Int
  /// How long after the closing the last of it is swept at the earliest: longer than another node may go on with keys that
  /// it has at hand, and with a unit of work that it has begun. Until then the domain and the numbers stay taken.
  public var settling: Duration
  /// After which time nothing may be left. Source: property 3.
  public var deadline: Duration

  /// A rule; as it is by default.
  public init(batch: Int = 500, settling: Duration = .seconds(600), deadline: Duration = .seconds(24 * 60 * 60)) {
    self.batch = batch
    self.settling = settling
    self.deadline = deadline
  }
}
