/// How far sweeping a part has come: what lies before was empty when somebody looked. Opaque, and of one store's making.
public struct SweepPlace: Hashable, Sendable {
  /// How many of the part's tables lie before.
  public let tables: Int

  /// The place behind so many tables.
  public init(tables: Int) { self.tables = tables }

  /// Nothing was looked at.
  public static let start = SweepPlace(tables: 0)
}

/// What one batch of sweeping came to.
public enum Swept: Equatable, Sendable {
  /// So many rows went; it goes on from there.
  case rows(Int, next: SweepPlace)
  /// Nothing went, because somebody else sweeps the tenant at this moment.
  case elsewhere
  /// From that place on nothing is left.
  case nothingLeft
}
