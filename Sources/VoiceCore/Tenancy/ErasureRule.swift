/// How a tenant's content is taken out.
public struct ErasureRule: Sendable {
  /// Rows or objects at once, so that others' commits needn't wait for long.
  public var batch: Int
  /// How long after the end of the keys the last of it is swept at the earliest: longer than another node may go on with
  /// keys that it has at hand, and with a unit of work that it has begun. Until then the domain and the numbers stay taken.
  public var settling: Duration
  /// After which time nothing may be left. Source: property 3.
  public var deadline: Duration
  /// How long the keys wait for the last entry of the audit log and for the list of calls when the store says that trying
  /// again may help. What can't be read at all they don't wait for.
  public var patience: Duration

  /// A rule; as it is by default.
  public init(
    batch: Int = 500, settling: Duration = .seconds(600), deadline: Duration = .seconds(24 * 60 * 60),
    patience: Duration = .seconds(600)
  ) {
    self.batch = batch
    self.settling = settling
    self.deadline = deadline
    self.patience = patience
  }
}
